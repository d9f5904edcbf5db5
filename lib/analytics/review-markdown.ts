import {
  formatCount,
  formatPeriod,
  formatQuantity,
  formatShareInterval,
  formatZone,
  severityLabel,
} from "#lib/format.ts";
import { stateWords } from "#lib/incidents/rules.ts";
import { sumWords } from "./avoidable.ts";
import { medianWords } from "./duration-words.ts";
import { addedWords } from "./impact-words.ts";
import type { DueAction, Review } from "./review.ts";
import type { ReviewedIncident } from "./review-incidents.ts";
import {
  actionWords,
  aiInvolvementWords,
  causeWords,
  guardrailsWords,
  impactWords,
  measureWords,
  noCulprit,
  postmortemWords,
} from "./review-words.ts";
import { sev12Known } from "./severity-words.ts";
import type { MeasuredCount } from "./shapes.ts";

/**
 * The weekly review as Markdown, with links to this installation. Titles and the like stay text; the notes of the
 * meeting are Markdown already and stand as they were written.
 */
export function reviewMarkdown(
  review: Review,
  of: { organisation: string; baseUrl: string; notes?: string },
): string {
  const { from, to, zone } = review.period;
  const sections = [
    `# Weekly review ${review.week}: ${inline(of.organisation)}`,
    `${formatPeriod(from, to, zone)} (${formatZone(zone, from)})${review.complete ? "" : ", still running"}`,
    review.text,
    headline(review),
    "## Sev-1 and Sev-2",
    listed(review.severe, "No Sev-1 or Sev-2 is recorded of this week.", (one) =>
      incidentSection(one, { zone, ...of }),
    ),
    "## High blast radius below Sev-2",
    listed(review.highBlast, "None.", (one) => incidentSection(one, { zone, ...of })),
    "## Weekly counts",
    review.charts.map((chart) => `- ${measureWords[chart.measure]}: ${chart.text}`).join("\n"),
    "## Actions overdue",
    actionList(review.actions.overdue, of.baseUrl),
    "## Actions due",
    actionList(review.actions.due, of.baseUrl),
    "## Changes audited",
    audits(review, of.baseUrl),
    ...(of.notes ? ["## Notes", of.notes.trim()] : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function listed<T>(items: readonly T[], none: string, write: (item: T) => string): string {
  return items.length === 0 ? none : items.map(write).join("\n\n");
}

/** Signs that Markdown would read as its own are set apart; a title is one line. */
export function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|#~!&]/g, "\\$&")
    .replace(/^([-+=]|\d+[.)])/, (sign) => `${sign.slice(0, -1)}\\${sign.slice(-1)}`);
}

function headline({ current, before, comparedWeeks }: Review): string {
  const rows = [
    ["Incidents", formatCount(current.incidents), perWeek(before?.incidents)],
    ["Sev-1/2", formatCount(sev12Known(current)), perWeek(before?.sev12)],
    ["Lost orders", sumWords(current.lostOrders), lostPerWeek(before?.lostOrders)],
    ["Errors", sumWords(current.errors), lostPerWeek(before?.errors)],
    [
      "Hours of Sev-1/2 impact",
      [formatQuantity(current.impactHours), ...addedWords(current)].join("; "),
      perWeek(before?.impactHours),
    ],
    [
      "Time to mitigate (median)",
      medianWords(current.timeToMitigate),
      before === null ? "no data" : medianWords(before.timeToMitigate),
    ],
    [
      "AI share of change-caused incidents",
      formatShareInterval(current.changeCaused.share, current.changeCaused),
      before === null ? "no data" : formatShareInterval(before.changeCaused.share, before.changeCaused),
    ],
  ];
  const heading = comparedWeeks > 0 ? `${comparedWeeks} weeks before, a week` : "Before";
  return [
    `| | This week | ${heading} |`,
    "|---|---:|---:|",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
  function perWeek(sum: number | null | undefined): string {
    return sum === null || sum === undefined ? "no data" : formatQuantity(sum / comparedWeeks);
  }
  function lostPerWeek(losses: MeasuredCount | undefined): string {
    return losses === undefined ? "no data" : sumWords(losses, perWeek);
  }
}

function incidentSection(
  incident: ReviewedIncident,
  { zone, baseUrl }: { zone: string; baseUrl: string },
): string {
  const { number, title, severity } = incident;
  const culprits =
    incident.culprits.length === 0
      ? [`- Guardrails: ${noCulprit.toLowerCase()}`]
      : incident.culprits.map(
          (culprit) => `- Guardrails of “${inline(culprit.title)}”: ${guardrailsWords(culprit)}`,
        );
  return [
    `### [INC-${number}](${baseUrl}/incidents/${number}) ${inline(title)}`,
    "",
    `- ${severityLabel(severity)}, ${stateWords(incident.status)}`,
    `- Impact: ${impactWords(incident)}`,
    ...(incident.highBlastReasons.length === 0
      ? []
      : [`- High blast radius: ${incident.highBlastReasons.join("; ")}`]),
    `- Cause: ${inline(causeWords(incident))}`,
    `- AI: ${inline(aiInvolvementWords(incident))}`,
    ...culprits,
    `- Post-mortem: ${postmortemWords(incident, zone)}`,
    `- Actions: ${actionWords(incident.actions).toLowerCase()}`,
  ].join("\n");
}

const mostListed = 30;

function actionList(actions: readonly DueAction[], baseUrl: string): string {
  if (actions.length === 0) return "None.";
  const lines = actions.slice(0, mostListed).map((action) => {
    const owner = action.owner === null ? "nobody named" : inline(action.owner);
    const link = `[INC-${action.incidentNumber}](${baseUrl}/incidents/${action.incidentNumber})`;
    const box = action.state === "open" ? " " : "x";
    return `- [${box}] ${inline(action.title)} (${action.priority}, ${owner}, due ${action.dueOn}, ${link})`;
  });
  const more = actions.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${formatCount(more)} more`] : [])].join("\n");
}

function audits({ audits }: Review, baseUrl: string): string {
  const { tier1Changes, tier1Audited, made, inOrder, deviations } = audits;
  return [
    `- Changes to Tier-1 systems in this week: ${formatCount(tier1Changes)}, of which audited ${formatCount(tier1Audited)}`,
    `- Audits made in this week: ${formatCount(made)}, of which in order ${formatCount(inOrder)}, with a deviation ${formatCount(deviations.length)}`,
    ...deviations.map(
      ({ number, title, note }) =>
        `  - [${inline(title)}](${baseUrl}/changes/${number})${note === null ? "" : `: ${inline(note)}`}`,
    ),
  ].join("\n");
}
