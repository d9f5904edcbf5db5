import type { ReactNode } from "react";
import { Instant } from "#app/_ui/instant.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import type { Field, Fields, RecordOf } from "#lib/fields/entries.ts";
import { formatCount, notRecorded } from "#lib/format.ts";
import { isMadeOfContent } from "#lib/identity.ts";
import { precisionOf } from "#lib/moments.ts";
import classes from "./fact-list.module.css";

/** What a field holds, as people read it; null where nothing is recorded. */
function fieldValue(field: Field, value: unknown, of: { record: object; zone: string }): ReactNode | null {
  if (value === null || value === undefined) return null;
  switch (field.kind) {
    case "count":
      return formatCount(value as number);
    case "percent":
      return `${value}%`;
    case "flag":
      return value ? "yes" : "no";
    case "instant":
      return <Instant at={value as Date} zone={of.zone} precision={precisionOf(field, of.record)} />;
    case "choice":
      return isUnsaid(field, value) ? null : (field.words?.[value as string] ?? wordsFor(value as string));
    case "pairs":
      return null;
    default:
      return isLink(field, value as string) ? <OutsideLink url={value as string} /> : String(value);
  }
}

/** The blank of a list stands for what nobody said, unless it says something by itself, as a kind does. */
function isUnsaid({ blank }: { blank?: string }, value: unknown): boolean {
  return value === blank && (value === "unknown" || value === "none");
}

/** Only web addresses become links: what came from outside must not run anything. */
function isLink({ kind }: Field, value: string): boolean {
  return (kind === "link" || kind === "line") && /^https?:\/\/\S+$/i.test(value);
}

function OutsideLink({ url }: { url: string }) {
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      {url}
    </a>
  );
}

/** What its source calls a record besides the name that it is stored under; a file's rows without an id call it nothing. */
export function aliasesFact({ aliases }: { aliases: readonly string[] }): Fact {
  const names = aliases.filter((name) => !isMadeOfContent(name));
  return { label: "Other names there", value: names.length === 0 ? null : names.join(", ") };
}

export type Fact = { label: string; value: ReactNode | null };

/** The facts of some fields of a record, by the names and in the order of their entries. */
export function factsOf<F extends Fields>(
  fields: F,
  names: readonly (keyof F & string)[],
  of: { record: RecordOf<F>; zone: string },
): Fact[] {
  return names.map((name) => ({
    label: fields[name]!.label,
    value: fieldValue(fields[name]!, of.record[name], of),
  }));
}

/** Facts beside their names; what is not recorded is said to be so. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.flatMap(({ label, value }) => [
        <dt key={`${label} label`}>{label}</dt>,
        <dd key={label} data-missing={value === null || undefined}>
          {value ?? notRecorded}
        </dd>,
      ])}
    </dl>
  );
}
