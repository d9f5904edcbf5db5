import { formatCount } from "#lib/format.ts";
import classes from "../import.module.css";

/** A few numbers, each with its name. */
export function Counts({ counts }: { counts: Record<string, number> }) {
  return (
    <dl className={classes.counts}>
      {Object.entries(counts).map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
