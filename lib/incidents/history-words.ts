import { formatInstant, notRecorded } from "#lib/format.ts";

/** The history of an incident in the words of people: what each entry of the audit trail did to which field. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

const deeds: Record<string, string> = {
  "incident.declare": "logged the incident",
  "incident.update": "changed the incident",
  "incident.delete": "deleted the incident",
  "incident.restore": "restored the incident",
  "incident.merge": "marked it as a duplicate",
  "incident.unmerge": "said that it is no duplicate",
  "postmortem.begin": "began the post-mortem",
  "postmortem.save": "wrote in the post-mortem",
  "postmortem.submit": "asked for a review of the post-mortem",
  "postmortem.publish": "published the post-mortem",
  "postmortem.withdraw": "made the post-mortem a draft again",
  "postmortem.record": "brought in the post-mortem",
  "timeline.add": "added to the timeline",
  "timeline.update": "changed the timeline",
  "timeline.remove": "removed from the timeline",
  "action.open": "added an action",
  "action.update": "changed an action",
  "action.close": "said that an action is done",
  "action.drop": "dropped an action",
  "action.reopen": "opened an action again",
  "action.remove": "removed an action",
};

export function deedOf(action: string): string {
  return deeds[action] ?? action;
}

const labels: Record<string, string> = {
  startedAt: "Started",
  detectedAt: "Detected",
  mitigatedAt: "Mitigated",
  resolvedAt: "Resolved",
  deletedAt: "Deleted",
  publishedAt: "Published",
  closedAt: "Closed",
  dueOn: "Due",
  trackerUrl: "Tracker",
  aiInvolvement: "AI involvement",
  aiTool: "AI tool",
  aiEvidence: "AI evidence",
  aiNote: "AI note",
  aiRole: "Role of AI",
  orderDropPercent: "Fewer orders by (%)",
  duplicateOf: "Duplicate of",
  fiveWhys: "Five whys",
  severityRaw: "Severity as the source writes it",
  externalId: "External id",
};

function labelOf(field: string): string {
  const words = field.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return labels[field] ?? (words[0]?.toUpperCase() ?? "") + words.slice(1);
}

type Facts = Record<string, unknown> | null;

/** Fields of an entry, each with what it held before and after; what was created or removed shows what it said. */
export function fieldChanges(of: { before: Facts; after: Facts; zone: string }): FieldChange[] {
  const { zone } = of;
  const nested = nestedIn(of.before, of.after);
  if (nested !== null) return fieldChanges({ ...nested, zone });
  const fields = new Set([...Object.keys(of.before ?? {}), ...Object.keys(of.after ?? {})]);
  const changes: FieldChange[] = [];
  for (const field of fields) {
    if (field === "id") continue;
    const [before, after] = [of.before?.[field] ?? null, of.after?.[field] ?? null];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    if (isNothing(before) && isNothing(after)) continue;
    changes.push({
      field: labelOf(field),
      before: of.before === null ? null : wordsFor(field, before, zone),
      after: of.after === null ? null : wordsFor(field, after, zone),
    });
  }
  return changes;
}

/** An entry about an action or a line of the timeline holds the whole of it under one name. */
function nestedIn(before: Facts, after: Facts): { before: Facts; after: Facts } | null {
  for (const name of ["action", "timeline"]) {
    const [old, fresh] = [before?.[name], after?.[name]];
    if (isRecord(old) || isRecord(fresh))
      return { before: isRecord(old) ? old : null, after: isRecord(fresh) ? fresh : null };
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

const longestShown = 600;

function wordsFor(field: string, value: unknown, zone: string): string {
  if (isNothing(value)) return notRecorded;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (field === "duplicateOf") return `INC-${String(value)}`;
  if (typeof value === "number") return value.toLocaleString("en-GB");
  if (typeof value === "string")
    return (field === "at" || field.endsWith("At")) && !Number.isNaN(Date.parse(value))
      ? formatInstant(value, zone)
      : shortened(value);
  if (Array.isArray(value)) return shortened(value.map(itemWords).join(field === "fiveWhys" ? " → " : ", "));
  return shortened(
    Object.entries(value as object)
      .map(([key, one]) => `${key}: ${String(one)}`)
      .join(", "),
  );
}

function itemWords(item: unknown): string {
  if (!isRecord(item)) return String(item);
  if ("slug" in item) return item.part === "origin" ? `${item.slug} (origin)` : String(item.slug);
  if ("factor" in item) return item.note ? `${item.factor} (${item.note})` : String(item.factor);
  if ("change" in item) return `change ${item.change} (${item.link})`;
  return JSON.stringify(item);
}

function shortened(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
