import type { Called, Names } from "#lib/identity.ts";

/** Told by a source that has but one name for it, which is no number. */
export const noOthers: Names = { ids: [], numbers: [] };

/** A name that is stored, and whose it is. */
export interface Bearer {
  name: string;
  isNumber: boolean;
  record: number;
}

export function allNames({ externalId, names }: Called): string[] {
  return names === undefined ? [externalId] : [...new Set([externalId, ...names.ids, ...names.numbers])];
}

/** Those of its names that are no number; its external id among them, unless that was told as one. */
export function idsOf({ externalId, names }: Called): string[] {
  if (names === undefined) return [externalId];
  const own = names.numbers.includes(externalId) ? [] : [externalId];
  return [...new Set([...own, ...names.ids])];
}

/** A name of digits that was told alone may be a number. */
export function numbersOf({ externalId, names }: Called): readonly string[] {
  return names?.numbers ?? (/^\d+$/.test(externalId) ? [externalId] : []);
}

/**
 * The record that is meant. An id goes first. A number means the record that bears it unless the two have ids that
 * contradict one another; `idsHeld` are those of the records that bear one of the names.
 */
export function recordMeant(
  called: Called,
  bearers: readonly Bearer[],
  idsHeld: (record: number) => readonly string[],
): number | null {
  const bearing = (name: string, isNumber: boolean) =>
    bearers.find((one) => one.name === name && one.isNumber === isNumber)?.record;
  const ids = idsOf(called);
  for (const id of ids) {
    const record = bearing(id, false);
    if (record !== undefined) return record;
  }
  const numbers = numbersOf(called);
  const isAlone = called.names === undefined || ids.length === 0;
  for (const number of numbers) {
    const record = bearing(number, true);
    if (record !== undefined && (isAlone || idsHeld(record).every((id) => numbers.includes(id))))
      return record;
  }
  // Told as a number, and stored under that name: it cannot be stored a second time.
  return bearing(called.externalId, false) ?? null;
}

/** Names that would be new, since no record bears them: what another has is not taken from it. */
export function freshNames(called: Called, bearers: readonly Bearer[]): Omit<Bearer, "record">[] {
  const borne = (name: string, isNumber: boolean) =>
    bearers.some((one) => one.name === name && one.isNumber === isNumber);
  return [
    ...(called.names === undefined ? [] : idsOf(called)).map((name) => ({ name, isNumber: false })),
    ...(called.names?.numbers ?? []).map((name) => ({ name, isNumber: true })),
  ].filter(({ name, isNumber }) => !borne(name, isNumber));
}

/** The other names of a record, for people: a number and an id that are written alike are told once. */
export function aliasesOf(names: readonly { name: string }[], externalId: string | null): string[] {
  return [...new Set(names.map(({ name }) => name))].filter((name) => name !== externalId).sort();
}
