import type { GuardrailCheck, GuardrailResult, GuardrailState } from "#lib/guardrails/schema.ts";
import { guardrailNames } from "#lib/guardrails/schema.ts";
import classes from "./changes.module.css";

const stateWords: Record<GuardrailState, string> = {
  met: "Met",
  unmet: "Unmet",
  unknown: "Not known",
  "not-applicable": "Does not apply",
};
const marks: Record<GuardrailState, string> = { met: "✓", unmet: "✕", unknown: "?", "not-applicable": "–" };
const order: GuardrailState[] = ["unmet", "unknown", "met", "not-applicable"];

export const verdictWords: Record<GuardrailCheck["verdict"], string> = {
  clear: "Clear: every rule that applies is met.",
  "needs-approval": "Needs an approval by hand: something is not known, or the change is isolated.",
  blocked: "Blocked: a rule that applies is unmet.",
};

/** How many safeguards are unmet and how many are not known, in a few words. */
export function GuardrailSummary({ check }: { check: GuardrailCheck }) {
  const count = (state: GuardrailState) => check.rules.filter((rule) => rule.state === state).length;
  const [unmet, unknown] = [count("unmet"), count("unknown")];
  if (unmet + unknown === 0) return <span className={classes.state}>all met</span>;
  return (
    <span className={classes.summary}>
      {unmet > 0 && (
        <span className={classes.state} data-state="unmet">
          {unmet} unmet
        </span>
      )}
      {unknown > 0 && (
        <span className={classes.state} data-state="unknown">
          {unknown} not known
        </span>
      )}
    </span>
  );
}

/** Every rule with its state and the reason, what is missing first. */
export function GuardrailList({ check }: { check: GuardrailCheck }) {
  const rules = check.rules.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <ul className={classes.rules}>
      {rules.map((result) => (
        <Rule key={result.rule} result={result} />
      ))}
    </ul>
  );
}

function Rule({ result: { rule, state, reason } }: { result: GuardrailResult }) {
  return (
    <li className={classes.rule} data-state={state}>
      <span
        className={state === "unknown" ? `${classes.mark} hatched` : classes.mark}
        data-state={state}
        aria-hidden="true"
      >
        {marks[state]}
      </span>
      <span>
        <strong>{guardrailNames[rule]}</strong> <span className={classes.stateWord}>{stateWords[state]}</span>
        <span className={classes.reason}>{reason}</span>
      </span>
    </li>
  );
}
