import { formatCount, formatPlural, formatShareInterval, formatShort } from "#lib/format.ts";
import { guardrailNames } from "#lib/guardrails/schema.ts";
import { avoidableWords } from "./avoidable.ts";
import type { FailureRate } from "./change-failure-rate.ts";
import { type AuditCount, type AuditFigures, added } from "./guardrail-audits.ts";
import type { RuleFigures } from "./guardrail-rules.ts";

export function wordsOn(of: {
  rules: readonly RuleFigures[];
  audits: readonly AuditFigures[];
  changes: number;
  failure: FailureRate;
  incidents: number;
}): string {
  const { rules, audits, changes, failure, incidents } = of;
  if (changes === 0) return "No change was recorded in this period.";
  return [missingWords(rules, failure), lossWords(rules, incidents), auditWords(audits)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Of fewer culprits no share is named. */
const fewestCulprits = 5;

/** Named only where the intervals of culprits and of all changes lie apart. */
function missingWords(rules: readonly RuleFigures[], { changes, failed }: FailureRate): string {
  if (changes === 0)
    return "None of the changes can be judged yet: their follow-up is not over, or not recorded.";
  const n = `${formatPlural(changes, "change")} whose follow-up is over`;
  if (failed === 0) return `None of the ${n} caused an incident within it.`;
  const culprits = formatPlural(failed, "was a culprit", "were culprits");
  if (failed < fewestCulprits)
    return `Of ${n} only ${culprits}: too few to tell which safeguard culprits lack.`;
  const [worst] = rules
    .filter(({ culprits: its }) => its.lacking.known >= fewestCulprits)
    .filter((rule) => (rule.culprits.lacking.low ?? 0) > (rule.lacking.high ?? 1))
    .sort(
      (a, b) => b.culprits.lacking.share! - b.lacking.share! - (a.culprits.lacking.share! - a.lacking.share!),
    );
  if (worst === undefined)
    return `Of ${n} ${culprits}; none of the safeguards is missing from them clearly more often than from all of these.`;
  const { lacking } = worst;
  const share = formatShareInterval(worst.culprits.lacking.share, worst.culprits.lacking);
  const base =
    lacking.known === changes
      ? `all ${n}`
      : `the ${formatPlural(lacking.known, "change")} whose follow-up is over and that it is asked of`;
  return `“${guardrailNames[worst.rule]}” stands out: ${share} of the ${formatCount(worst.culprits.lacking.known)} culprits that it was asked of lacked it, against ${formatShareInterval(lacking.share, lacking)} of ${base}.`;
}

/** Named is the safeguard with most recorded losses, or with most incidents where none recorded any. */
function lossWords(rules: readonly RuleFigures[], incidents: number): string {
  const [most] = rules
    .filter((rule) => rule.incidents > 0 && rule.lostOrders.sum !== 0)
    .sort((a, b) => (b.lostOrders.sum ?? 0) - (a.lostOrders.sum ?? 0) || b.incidents - a.incidents);
  if (most === undefined) return "";
  const { lostOrders, rule } = most;
  const which = `The incidents whose culprit lacked ${guardrailNames[rule].toLowerCase()} (${formatCount(most.incidents)} of ${formatCount(incidents)})`;
  if (lostOrders.sum === null) return `${which} did not record how many orders they lost.`;
  if (lostOrders.bound === "ceiling")
    return `${which} lost ${formatShort(lostOrders.sum)} orders: at most this much could have been avoided by it.`;
  return `${which} lost ${avoidableWords(lostOrders)}: what it could have avoided has no ceiling.`;
}

function auditWords(audits: readonly AuditFigures[]): string {
  if (audits.length === 0) return "";
  const { changes, audited, deviations } = audits.reduce<AuditCount>(added, {
    changes: 0,
    audited: 0,
    inOrder: 0,
    deviations: 0,
  });
  const found = deviations === 0 ? "" : `, with ${formatPlural(deviations, "deviation")}`;
  return `${audited === 0 ? "None" : formatCount(audited)} of ${formatPlural(changes, "change")} to Tier-1 systems ${audited < 2 ? "is" : "are"} audited${found}.`;
}
