import classes from "./badge.module.css";

type Marked = "yes" | "no" | "unknown";
const words = {
  primary: { label: "AI primary", marked: "yes" },
  contributing: { label: "AI contributing", marked: "yes" },
  agent: { label: "AI agent", marked: "yes" },
  generated: { label: "AI generated", marked: "yes" },
  assisted: { label: "AI assisted", marked: "yes" },
  none: { label: "No AI", marked: "no" },
  unknown: { label: "AI unknown", marked: "unknown" },
} as const satisfies Record<string, { label: string; marked: Marked }>;

/** Involvement of an incident or assistance of a change; null is not known, which is not none. */
export function AiBadge({ ai, tool }: { ai: keyof typeof words | null; tool?: string | null }) {
  const { label, marked } = words[ai ?? "unknown"];
  return (
    <span className={classes.root}>
      <span
        className={marked === "unknown" ? `${classes.mark} hatched` : classes.mark}
        data-round
        style={
          marked === "unknown" ? undefined : { background: marked === "yes" ? "var(--ai)" : "var(--other)" }
        }
      />
      {label}
      {tool && <span className={classes.detail}>{tool}</span>}
    </span>
  );
}
