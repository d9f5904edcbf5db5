import { severities } from "#db/values.ts";
import { isFiller, saysNothing } from "#lib/csv/fillers.ts";
import { readBoolean } from "#lib/csv/words.ts";
import { foldWord } from "#lib/meanings/rules.ts";
import type { ValueCount } from "../../file/survey.ts";
import { type Field, type FieldValue, fieldOf } from "../../targets/target.ts";
import { leaveOut, sourceOf } from "../answers.ts";
import { ownProfile } from "../own-profile.ts";
import type { Question } from "../schema.ts";
import { severityMeant } from "../severity-words.ts";
import { type Asking, ask, columnsFor, type Finding, settle, tableOf } from "./asking.ts";

export function askValues(asking: Asking): Finding[] {
  return Object.keys(asking.survey.values).flatMap((name) => {
    const field = fieldOf(asking.target, name);
    const counts = asking.survey.values[name] ?? null;
    if (!field || !["choice", "severity", "flag"].includes(field.kind)) return [];
    if (counts === null) return [askTooMany(field, asking)];
    return askFieldValues(field, counts, asking);
  });
}

function askFieldValues(field: Field, counts: readonly ValueCount[], asking: Asking): Finding[] {
  const isOwn = asking.mapping.profile === ownProfile;
  if (isOwn && field.kind === "severity") {
    return counts.length === 0
      ? []
      : [
          settle({
            id: "values.severity",
            field: field.name,
            answer: {},
            why: "In Faultline's own export 1 is the worst.",
          }),
        ];
  }
  const known = settledBefore(field, counts, asking);
  const rest = counts.filter(({ value }) => !Object.hasOwn(known.answer, value));
  const told = toldByTool(field, rest, asking);
  return [...known.found, ...(told ? [told] : askOpenValues(field, rest, asking))];
}

/** States of a tool are what its documentation says; kinds are asked about unless all of them are incidents. */
function toldByTool(field: Field, counts: readonly ValueCount[], { profile }: Asking): Finding | null {
  const own = profile?.values?.[field.name];
  if (!own || counts.length === 0 || !["kind", "status"].includes(field.name)) return null;
  const meanings = counts.map(({ value }) => [value, own[value.trim().toLowerCase()]] as const);
  const isTold = ([, meaning]: (typeof meanings)[number]) =>
    field.name === "status" ? meaning !== undefined : meaning === "incident";
  if (!meanings.every(isTold)) return null;
  const why =
    field.name === "status"
      ? `${profile.label}: its documentation says what its states mean.`
      : `${profile.label}: it tells of nothing else here.`;
  return settle({ id: `values.${field.name}`, field: field.name, answer: tableOf(meanings), why });
}

/** Words that were answered for their source before are not asked again. */
function settledBefore(field: Field, counts: readonly ValueCount[], asking: Asking) {
  const source = sourceOf(asking.mapping);
  const said = asking.meanings.filter((one) => one.source === source && one.field === field.name);
  const byWord = new Map(said.map(({ word, meaning }) => [word, meaning]));
  const answer: Record<string, FieldValue> = {};
  for (const { value } of counts) {
    const meaning = byWord.get(foldWord(value));
    if (meaning !== undefined) answer[value] = meaning;
  }
  if (Object.keys(answer).length === 0) return { answer, found: [] };
  const why = `It was said before what these words of ${source} mean; an administrator can change it in the settings.`;
  return { answer, found: [settle({ id: `values.${field.name}`, field: field.name, answer, why })] };
}

function askOpenValues(field: Field, counts: readonly ValueCount[], asking: Asking): Finding[] {
  const open = counts.filter(({ value }) => isOpen(field, value));
  const asked = field.kind === "severity" || (field.confirm && open.length > 0) ? counts : open;
  if (asked.length === 0) return [];
  const proposals = asked.map(({ value }) => [value, proposalFor(field, value, asking)] as const);
  const values = asked.map(({ value, count }, index) => ({
    value,
    count,
    proposed: proposals[index]?.[1] ?? null,
  }));
  return [
    ask({
      id: `values.${field.name}`,
      kind: "values",
      field: field.name,
      columns: columnsFor(field.name, asking),
      text: questionText(field),
      why: whyAsked(field, open.length),
      options: optionsFor(field),
      values,
      proposed: tableOf(proposals),
      required: true,
    }),
  ];
}

function askTooMany(field: Field, asking: Asking): Finding {
  const columns = columnsFor(field.name, asking);
  return ask({
    id: `values.${field.name}`,
    kind: "values",
    field: field.name,
    columns,
    text: `${columns.join(", ")} holds too many different values to be ${field.label.toLowerCase()}. Map another column?`,
    why: "A closed list has a few values; this column looks like text.",
    required: field.kind !== "severity",
  });
}

function isOpen(field: Field, value: string): boolean {
  if (field.kind === "severity") return true;
  // Words that say nothing are asked about with those of other fields.
  if (field.kind === "flag") return readBoolean(value).kind === "unreadable" && !isFiller(value);
  return !field.choices?.map(String).includes(value.toLowerCase());
}

/** Null proposes "unknown"; undefined is no proposal at all. */
function proposalFor(field: Field, value: string, { profile }: Asking): FieldValue | undefined {
  const word = foldWord(value);
  const own = field.kind === "severity" ? profile?.severity : profile?.values?.[field.name];
  if (own && Object.hasOwn(own, word)) return own[word];
  if (field.kind === "severity")
    return severityMeant(value, field.words) ?? (saysNothing(value) ? null : undefined);
  const plain = word.replace(/\s+/g, "-");
  const exact = field.choices?.find((choice) => [word, plain].includes(String(choice)));
  if (exact !== undefined) return exact;
  if (field.words && Object.hasOwn(field.words, word)) return field.words[word];
  return saysNothing(value) ? null : undefined;
}

function questionText(field: Field): string {
  if (field.kind === "severity") return "Which severity does each of these mean?";
  if (field.name === "kind") return "Which of these are incidents?";
  return `What do these mean as ${field.label.toLowerCase()}?`;
}

function whyAsked(field: Field, open: number): string {
  if (field.kind === "severity")
    return "Tools name severities differently, and numbers run either way; 1 is the worst here. What is not known is said to be nothing recorded.";
  if (field.name === "kind") return "Maintenance, tests and duplicates must not count as incidents.";
  return open === 1 ? "One value is not known here." : `${open} values are not known here.`;
}

function optionsFor(field: Field): Question["options"] {
  const unknown = { value: null, label: "Unknown" };
  const nothingRecorded = { value: null, label: "Nothing recorded" };
  const skip = { value: leaveOut, label: "Leave these rows out" };
  if (field.kind === "flag") return [{ value: true, label: "Yes" }, { value: false, label: "No" }, unknown];
  if (field.kind === "severity")
    return [...severities.map((value) => ({ value, label: `Sev-${value}` })), nothingRecorded];
  const choices = (field.choices ?? []).map((value) => ({ value, label: String(value) }));
  return field.name === "kind" || field.name === "status"
    ? [...choices, unknown, skip]
    : [...choices, unknown];
}
