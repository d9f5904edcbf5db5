import Link from "next/link";
import classes from "./frame.module.css";

type Shape = "square" | "circle" | "diamond" | "ring";
export type KeyEntry = {
  key: string;
  label: string;
  colour: string;
  shape?: Shape;
  value?: string;
  href?: string;
};

export function Legend({ entries }: { entries: KeyEntry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <Swatch colour={entry.colour} shape={entry.shape} />
          {entry.href === undefined ? (
            entry.label
          ) : (
            <Link href={entry.href} prefetch={false}>
              {entry.label}
            </Link>
          )}
          {entry.value !== undefined && <span className={classes.legendValue}>{entry.value}</span>}
        </li>
      ))}
    </ul>
  );
}

export function Swatch({ colour, shape = "square" }: { colour: string; shape?: Shape }) {
  const unknown = colour === "var(--unknown)" && shape === "square";
  return (
    <span
      className={unknown ? `${classes.swatch} hatched` : classes.swatch}
      data-shape={shape}
      style={unknown ? undefined : shape === "ring" ? { borderColor: colour } : { background: colour }}
    />
  );
}
