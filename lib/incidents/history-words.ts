import { actionFields } from "#db/fields/actions.ts";
import { type Field, type Fields, momentsOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { postmortemFields, timelineFields } from "#db/fields/postmortems.ts";
import { formatMoment, notRecorded } from "#lib/format.ts";
import { type Precision, precisionOf } from "#lib/moments.ts";

/** The history of an incident in the words of people: what each entry of the audit trail did to which field. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

const deeds: Record<string, string> = {
  "incident.declare": "logged the incident",
  "incident.update": "changed the incident",
  "incident.read-word": "read the source's word for the severity",
  "incident.delete": "deleted the incident",
  "incident.withdraw": "took the incident back",
  "incident.restore": "restored the incident",
  "incident.merge": "marked it as a duplicate",
  "incident.unmerge": "said that it is no duplicate",
  "incident.accept-ai-proposal": "took over from the culprit whether AI was involved",
  "incident.undo-ai-proposal": "took back that it was taken over from the culprit",
  "incident.mend": "put what was stored in order",
  "postmortem.begin": "began the post-mortem",
  "postmortem.save": "wrote in the post-mortem",
  "postmortem.submit": "asked for a review of the post-mortem",
  "postmortem.publish": "published the post-mortem",
  "postmortem.withdraw": "made the post-mortem a draft again",
  "postmortem.record": "brought in the post-mortem",
  "postmortem.mend": "put what was stored in order",
  "timeline.add": "added to the timeline",
  "timeline.update": "changed the timeline",
  "timeline.remove": "removed from the timeline",
  "action.open": "added an action",
  "action.update": "changed an action",
  "action.close": "said that an action is done",
  "action.drop": "dropped an action",
  "action.reopen": "opened an action again",
  "action.mend": "put what was stored in order",
  "action.remove": "removed an action",
};

export function deedOf(action: string): string {
  return deeds[action] ?? action;
}

/** Each entry is about a noun, whose fields it holds. */
const fieldsOf: Readonly<Record<string, Fields>> = {
  incident: incidentFields,
  postmortem: postmortemFields,
  timeline: timelineFields,
  action: actionFields,
};

/** What entries hold besides fields. */
const others: Readonly<Record<string, string>> = {
  systems: "Systems",
  aliases: "Other names there",
  regions: "Regions",
  factors: "Contributing factors",
  changes: "Changes",
  duplicateOf: "Duplicate of",
  aiTakenFrom: "Taken over from",
  namedLike: "Named like",
  deletedAt: "Deleted",
  state: "State",
  publishedAt: "Published",
  reviewers: "Reviewers",
  fiveWhys: "Five whys",
};

type Facts = Record<string, unknown> | null;

/** Fields of an entry, each with what it held before and after; what was created or removed shows what it said. */
export function fieldChanges(of: {
  action: string;
  before: Facts;
  after: Facts;
  zone: string;
}): FieldChange[] {
  const fields = fieldsOf[of.action.split(".")[0]!] ?? {};
  const { before, after } = nestedIn(of.before, of.after) ?? of;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  for (const [, precision] of momentsOf(fields)) names.delete(precision);
  const changes: FieldChange[] = [];
  for (const name of names) {
    if (name === "id") continue;
    const [old, fresh] = [before?.[name] ?? null, after?.[name] ?? null];
    const field = fields[name];
    const known = (facts: Facts) => precisionOf(field ?? {}, facts ?? {});
    if (JSON.stringify([old, known(before)]) === JSON.stringify([fresh, known(after)])) continue;
    if (isNothing(old) && isNothing(fresh)) continue;
    const words = (value: unknown, facts: Facts) =>
      wordsFor(value, { name, field, zone: of.zone, precision: known(facts) });
    changes.push({
      field: field?.label ?? others[name] ?? name,
      before: before === null ? null : words(old, before),
      after: after === null ? null : words(fresh, after),
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

function wordsFor(
  value: unknown,
  of: { name: string; field: Field | undefined; zone: string; precision: Precision },
): string {
  const { name, field } = of;
  if (isNothing(value)) return notRecorded;
  if (typeof value === "boolean") return value ? "yes" : "no";
  // One that was made in the same moment had no number yet, and is named as its sender names it.
  if (name === "duplicateOf") return typeof value === "number" ? `INC-${value}` : String(value);
  if (typeof value === "number")
    return field?.kind === "percent" ? `${value}%` : value.toLocaleString("en-GB");
  if (typeof value === "string")
    return isMoment(of) ? momentWords(value, of) : shortened(choiceWords(value, field));
  if (Array.isArray(value)) return shortened(value.map(itemWords).join(name === "fiveWhys" ? " → " : ", "));
  return shortened(
    Object.entries(value as object)
      .map(([key, one]) => `${key}: ${String(one)}`)
      .join(", "),
  );
}

function choiceWords(value: string, field: Field | undefined): string {
  return (field?.kind === "choice" ? field.words?.[value] : undefined) ?? value;
}

function isMoment({ name, field }: { name: string; field: Field | undefined }): boolean {
  return field === undefined ? name.endsWith("At") : field.kind === "instant";
}

function momentWords(value: string, of: { zone: string; precision: Precision }): string {
  return Number.isNaN(Date.parse(value)) ? value : formatMoment(value, of);
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
