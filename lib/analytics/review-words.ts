import {
  formatCount,
  formatInstant,
  formatMinutes,
  formatPlural,
  formatQuantity,
  formatShort,
  notRecorded,
} from "#lib/format.ts";
import { guardrailNames } from "#lib/guardrails/schema.ts";
import { stateWords } from "#lib/incidents/rules.ts";
import { recordedIn } from "./coverage.ts";
import { notRecordedWords } from "./coverage-words.ts";
import type { Review } from "./review.ts";
import { limitsAt } from "./review-chart-words.ts";
import type { ReviewChart } from "./review-charts.ts";
import type { ReviewedIncident } from "./review-incidents.ts";
import { sev12Words } from "./severity-words.ts";

/** The review in words: what the page and its Markdown both say. */

export function reviewWords(review: Omit<Review, "text">): string {
  const { current } = review;
  const recorded = recordedIn(review.period, { coverage: review.coverage, now: review.computedAt });
  if (current.incidents === 0 && recorded === null)
    return `${notRecordedWords(review.coverage).replace("period", "week")} ${doneWords(review)}`;
  if (current.incidents === 0)
    return `No incident began in this week${review.complete ? "" : " so far"}. ${doneWords(review)}`;
  return [
    `${formatPlural(current.incidents, "incident")}${review.complete ? "" : " so far"}, ${sev12Words(current)}${comparedWords(review)}.`,
    review.complete ? (review.verdict?.text ?? "") : "",
    signalSentence(review),
    postmortemSentence(review),
    doneWords(review),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function comparedWords(review: Omit<Review, "text">): string {
  const { before, comparedWeeks, complete, exposure } = review;
  if (before === null || !complete) return "";
  if (exposure === null || exposure.previousDays === 0) return "; not compared: too little is recorded";
  const usual = formatQuantity((before.incidents * 7) / exposure.previousDays);
  const part = exposure.days < 7 ? ` (${formatPlural(exposure.days, "day")} of this one are recorded)` : "";
  return `; the ${weeksWords(comparedWeeks)} before had ${usual} a week${part}`;
}

function weeksWords(count: number): string {
  return count === 1 ? "week" : `${count} weeks`;
}

export const measureWords: Record<ReviewChart["measure"], string> = {
  incidents: "Incidents per week",
  sev12: "Sev-1/2 incidents per week",
};

/** Whether the week stands out, of the counts by which it can be judged. */
function signalSentence({ charts, period }: Omit<Review, "text">): string {
  const judged = charts.filter(
    ({ behaviour }) => !("declined" in behaviour) && limitsAt(behaviour.limits, period.from) !== undefined,
  );
  if (judged.length === 0) return "";
  const named = (some: readonly ReviewChart[]) =>
    some.map(({ measure }) => (measure === "incidents" ? "all incidents" : "Sev-1/2")).join(" and ");
  const found = judged.filter(({ here }) => here.length > 0);
  if (found.length === 0) return `The week does not stand out for ${named(judged).replace(" and ", " or ")}.`;
  return `The week stands out for ${named(found)}: look for what happened.`;
}

function postmortemSentence({ severe, current }: Omit<Review, "text">): string {
  if (current.sev12 === 0) return "";
  const published = severe.filter(({ postmortem }) => postmortem.state === "published").length;
  return `${published === 0 ? "None" : formatCount(published)} of ${formatCount(severe.length)} Sev-1/2 ${severe.length === 1 || published < 2 ? "has" : "have"} a published post-mortem.`;
}

function doneWords({ actions, complete }: Omit<Review, "text">): string {
  const when = complete ? "when the week ended" : "now";
  const late = actions.overdue.length;
  const overdue = `${late === 0 ? "No action" : formatPlural(late, "action")} ${late < 2 ? "was" : "were"} overdue ${when}`;
  return `${overdue.replace(/were overdue now|was overdue now/, (said) => (said.startsWith("was") ? "is overdue" : "are overdue"))}, and ${actions.due.length === 0 ? "none" : formatCount(actions.due.length)} ${complete ? "fell" : "fall"} due in the seven days after.`;
}

/** "code-defect" as people write it. */
export function readable(value: string): string {
  const words = value.replaceAll("-", " ").replace(/\bai\b/g, "AI");
  return (words[0]?.toUpperCase() ?? "") + words.slice(1);
}

const untimed: Readonly<Partial<Record<ReviewedIncident["status"], string>>> = {
  open: "not mitigated yet",
  unknown: stateWords("unknown"),
};

export function impactWords(incident: ReviewedIncident): string {
  const { lostOrders, errors, mitigateMinutes, customersAffected, systems, regions } = incident;
  const known = [
    lostOrders === null ? `lost orders ${notRecorded}` : `${formatShort(lostOrders)} lost orders`,
    errors === null ? null : `${formatShort(errors)} errors`,
    customersAffected === null ? null : `${formatShort(customersAffected)} customers`,
    mitigateMinutes === null
      ? (untimed[incident.status] ?? `time to mitigate ${notRecorded}`)
      : `${formatMinutes(mitigateMinutes)} to mitigate`,
    systems.length === 0 ? null : together(formatPlural(systems.length, "system")),
    regions.length === 0 ? null : together(formatPlural(regions.length, "region")),
  ];
  return known.filter((word) => word !== null).join(", ");
}

/** A number stays on the line of what it counts. */
function together(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}

export function causeWords({ rootCause, rootCauseDetail, trigger }: ReviewedIncident): string {
  const cause = rootCause === "unknown" ? "Not known" : readable(rootCause);
  const triggered = trigger === "unknown" ? "" : `, triggered by ${readable(trigger).toLowerCase()}`;
  const detail =
    rootCauseDetail === null || rootCauseDetail.trim() === "" ? "" : `: ${rootCauseDetail.trim()}`;
  return `${cause}${triggered}${detail}`;
}

export function aiInvolvementWords({ aiInvolvement, aiTool, aiEvidence }: ReviewedIncident): string {
  if (aiInvolvement === "unknown") return "Not known";
  if (aiInvolvement === "none") return "Not involved";
  const tool = aiTool === null ? "" : ` (${aiTool})`;
  const known = aiEvidence === "none" ? "no evidence recorded" : `by ${readable(aiEvidence).toLowerCase()}`;
  return `${readable(aiInvolvement)}${tool}, ${known}`;
}

export function guardrailsWords(culprit: ReviewedIncident["culprits"][number]): string {
  const names = (rules: typeof culprit.unmet) =>
    rules.map((rule) => guardrailNames[rule].toLowerCase()).join(", ");
  const unmet = culprit.unmet.length === 0 ? "none missed" : `missed ${names(culprit.unmet)}`;
  return culprit.unknown.length === 0 ? unmet : `${unmet}; not recorded: ${names(culprit.unknown)}`;
}

export const noCulprit = "No culprit change is named";

/** Follow-through counts the post-mortems of these severities alone, so no other is late. */
function isOwed(severity: number | null): boolean {
  return severity === 1 || severity === 2;
}

export function isPostmortemOverdue({ severity, postmortem }: ReviewedIncident): boolean {
  return isOwed(severity) && postmortem.standing === "overdue";
}

export function postmortemWords({ severity, postmortem }: ReviewedIncident, zone: string): string {
  const { state, standing, dueBy } = postmortem;
  if (!isOwed(severity)) return state === null ? "None begun; asked of Sev-1 and Sev-2" : readable(state);
  const said = state === null ? "Not begun" : readable(state);
  if (standing === "on-time") return said;
  if (standing === "late") return `${said}, late`;
  if (dueBy === null) return `${said}; the incident goes on`;
  // The deadline is the first moment that is too late; its day is the one before.
  const day = formatInstant(new Date(dueBy.getTime() - 1), zone, "date");
  return standing === "overdue" ? `${said}, overdue since ${day}` : `${said}, due ${day}`;
}

export function actionWords({ open, done, dropped, overdue }: ReviewedIncident["actions"]): string {
  if (open + done + dropped === 0) return "None";
  const late = overdue === 0 ? "" : ` (${formatCount(overdue)} overdue)`;
  return [
    open === 0 ? null : `${formatCount(open)} open${late}`,
    done === 0 ? null : `${formatCount(done)} done`,
    dropped === 0 ? null : `${formatCount(dropped)} dropped`,
  ]
    .filter((word) => word !== null)
    .join(", ");
}
