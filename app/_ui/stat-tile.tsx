import Link from "next/link";
import type { ReactNode } from "react";
import { formatChange, formatPoints, formatValue, type Unit } from "#lib/format.ts";
import { Definition } from "./definition.tsx";
import { Sparkline } from "./sparkline.tsx";
import classes from "./stat-tile.module.css";
import { type ChangeTone, changeTone } from "./tone.ts";

export type StatTileProps = {
  label: string;
  value: number | null;
  unit: Unit;
  /** In place of the value as its unit is written, where there is room for more of it. */
  written?: string;
  /** Smaller, after the value: an interval such as "24–39". */
  detail?: string;
  /** In place of "no data" where there is no value: why. */
  missing?: string;
  /** The value before, which direction is good, and whether the difference is within noise (null: not judged). */
  change?: {
    /** What is compared, where that is not the value shown. */
    value?: number | null;
    before: number | null;
    good: "up" | "down" | "neither";
    withinNoise: boolean | null;
    /** Of what the value before is: "in the period before". */
    against?: string;
    /** What else is to be said of the change: "made by one incident". */
    said?: string;
  };
  spark?: (number | null)[];
  /** What the figure rests on: "212 of 240 recorded". */
  basis?: ReactNode;
  /** What it means, as the answer says of itself; shown behind the "i". */
  means?: string;
  href?: string;
};

export function StatTile({
  label,
  value,
  unit,
  written: given,
  detail,
  missing = "no data",
  change,
  spark,
  basis,
  means,
  href,
}: StatTileProps) {
  const written = value === null ? missing : (given ?? formatValue(value, unit));
  return (
    <article className={classes.root} aria-label={label}>
      <div className={classes.labelRow}>
        <h2 className={classes.label}>{label}</h2>
        {means && <Definition term={label}>{means}</Definition>}
      </div>
      <p className={classes.value} data-missing={value === null || undefined}>
        {href !== undefined && value !== null ? (
          <Link href={href} prefetch={false}>
            {written}
          </Link>
        ) : (
          written
        )}
        {value !== null && detail !== undefined && <span className={classes.detail}>{detail}</span>}
      </p>
      <div className={classes.foot}>
        {change && <Change value={value} unit={unit} {...change} />}
        {basis && <span className={classes.basis}>{basis}</span>}
      </div>
      {spark && <Sparkline values={spark} label={`${label} over the period`} />}
    </article>
  );
}

type ChangeProps = NonNullable<StatTileProps["change"]> & Pick<StatTileProps, "value" | "unit">;

const toneWords: Record<ChangeTone, string> = {
  better: "better",
  worse: "worse",
  noise: "within normal variation",
  neither: "",
};

/** Colour never says it alone: the arrow gives the direction and a word gives the judgement. */
function Change({
  value,
  unit,
  before,
  good,
  withinNoise,
  against = "in the period before",
  said,
}: ChangeProps) {
  const written = unit === "share" ? formatPoints(value, before) : formatChange(value, before);
  if (value === null) return null;
  if (before === null) return <span className={classes.against}>no data {against}</span>;
  const tone = changeTone({ now: value, before, good, withinNoise });
  const arrow = value === before ? "" : value > before ? "↑ " : "↓ ";
  return (
    <span className={classes.change}>
      <span className={classes[tone]}>
        <span aria-hidden="true">{arrow}</span>
        {written ?? `from ${formatValue(before, unit)}`}
        {toneWords[tone] !== "" && <span className={classes.word}> {toneWords[tone]}</span>}
        {said !== undefined && <span className={classes.word}> {said}</span>}
      </span>
      <span className={classes.against}>
        {formatValue(before, unit)} {against}
      </span>
    </span>
  );
}
