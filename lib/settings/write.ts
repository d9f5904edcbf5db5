import { create, update } from "#db/edit.ts";
import { settings } from "#db/schema/settings.ts";
import { dayOf, shiftMonths } from "#lib/calendar.ts";
import { command } from "#lib/command.ts";
import { conflict, type FieldError, invalid } from "#lib/errors.ts";
import { omitUndefined } from "#lib/parse.ts";
import {
  type DatedField,
  type DatedValues,
  datedFields,
  type Entry,
  type History,
  isSame,
  tidied,
  withEntry,
} from "./dated.ts";
import { getSettings, presentOf } from "./read.ts";
import { Settings, SettingsPatch } from "./schema.ts";

const rowId = "settings";

export const updateSettings = command({
  name: "settings.update",
  summary: "Change the organisation's settings",
  requires: "settings.write",
  input: SettingsPatch,
  answer: Settings,
  async run({ ask, actor, now }, { version, ...patch }) {
    const before = await ask(getSettings, undefined);
    if (before.version !== version) throw conflict("The settings", before);
    const { holdsFrom: _, history: __, ...said } = omitUndefined(patch);
    const today = dayOf(now, said.zone ?? before.zone);
    const history = historyAfter({ before, patch, today, by: actor.name, at: now });
    const { version: ___, history: known, ...was } = before;
    const after = { ...was, ...said, ...presentOf(history, today) };
    const stored = { ...after, ...firstOf(history), later: laterOf(history) };
    const edit =
      version === 0
        ? create(settings, { id: rowId, ...stored })
        : update(settings, { key: { id: rowId }, version }, stored);
    const answer = { ...after, version: version + 1, history };
    const changed = datedFields.filter((field) => !isSame(known[field], history[field]));
    const told = (all: History) => Object.fromEntries(changed.map((field) => [field, all[field]]));
    return {
      edits: [edit],
      records: [
        {
          subject: rowId,
          before: { ...before, history: told(known) },
          after: { ...answer, history: told(history) },
        },
      ],
      answer: () => answer,
    };
  },
});

interface Saying {
  before: Settings;
  patch: Omit<SettingsPatch, "version">;
  today: string;
  by: string;
  at: Date;
}

function historyAfter(of: Saying): History {
  const { patch, today } = of;
  const problems: FieldError[] = [];
  const named = datedFields.some((field) => patch[field] !== undefined);
  if (patch.holdsFrom !== undefined && !named)
    problems.push({
      path: "holdsFrom",
      message: "says from which day, but nothing that holds from a day on",
    });
  if (isBeyond(patch.holdsFrom, today)) problems.push({ path: "holdsFrom", message: beyond });
  const history = Object.fromEntries(
    datedFields.map((field) => [field, entriesAfter(field, of, problems)]),
  ) as unknown as History;
  if (problems.length > 0) throw invalid(problems);
  return history;
}

function entriesAfter<F extends DatedField>(field: F, of: Saying, problems: FieldError[]): Entry<F>[] {
  const { before, patch, today, by, at } = of;
  const known = before.history[field] as Entry<F>[];
  const value = patch[field] as DatedValues[F] | undefined;
  const isSaid = value !== undefined && (patch.holdsFrom !== undefined || !isSame(value, before[field]));
  const anew = patch.history?.[field] as Pick<Entry<F>, "from" | "value">[] | undefined;
  if (anew !== undefined && !isSame(tidied(anew, today), known.map(pairOf))) {
    const path = `history.${field}`;
    if (isSaid) problems.push({ path, message: `is written anew, so ${field} itself must be left out` });
    for (const [i, entry] of anew.entries())
      if (isBeyond(entry.from, today)) problems.push({ path: `${path}.${i}.from`, message: beyond });
    const stored = (entry: (typeof anew)[number]) => known.find((one) => isSame(pairOf(one), pairOf(entry)));
    const after = anew.map((entry) => stored(entry) ?? entryOf(entry, { by, at }));
    return tidied(after, today);
  }
  if (!isSaid) return known;
  const said = patch.holdsFrom ?? (isFirstWord(field, before) ? "always" : "today");
  const from = said === "always" ? null : said === "today" ? today : said;
  return withEntry(known, entryOf({ from, value }, { by, at }), today);
}

const pairOf = <E extends Pick<Entry, "from" | "value">>({ from, value }: E) => ({ from, value });

/** Of what holds since ever the audit trail alone knows who said it. */
function entryOf<F extends DatedField>(
  { from, value }: Pick<Entry<F>, "from" | "value">,
  said: { by: string; at: Date },
): Entry<F> {
  return { from, value, ...(from === null ? { by: null, at: null } : said) };
}

/** Where no worth was ever said no amount was ever told, so that there is none to protect. */
function isFirstWord(field: DatedField, { history }: Settings): boolean {
  if (field !== "orderValue" && field !== "currency") return false;
  return history.orderValue.every(({ value }) => value === null);
}

const mostYearsAhead = 10;
const beyond = `lies before 1970 or more than ${mostYearsAhead} years ahead; for all time say always (in a history, null)`;

function isBeyond(day: string | null | undefined, today: string): boolean {
  if (day === null || day === undefined || day === "always" || day === "today") return false;
  return day < "1970-01-01" || day > shiftMonths(today, 12 * mostYearsAhead);
}

function firstOf(history: History): DatedValues {
  return Object.fromEntries(
    datedFields.map((field) => [field, history[field][0]!.value]),
  ) as unknown as DatedValues;
}

function laterOf(history: History): Partial<History> | null {
  const later = datedFields.map((field) => [field, history[field].slice(1)] as const);
  const some = later.filter(([, entries]) => entries.length > 0);
  return some.length === 0 ? null : (Object.fromEntries(some) as Partial<History>);
}
