import { severityLabel } from "#lib/format.ts";
import classes from "./badge.module.css";

/** The colour of the severity beside its name; not known is hatched. */
export function SeverityBadge({ severity }: { severity: number | null }) {
  return (
    <span className={classes.root}>
      <span
        className={severity === null ? `${classes.mark} hatched` : classes.mark}
        style={severity === null ? undefined : { background: `var(--sev-${severity})` }}
      />
      {severityLabel(severity)}
    </span>
  );
}
