import { readDuration } from "#lib/csv/durations.ts";
import { isZone } from "#lib/csv/lone-clocks.ts";
import { readBoolean } from "#lib/csv/words.ts";
import { foldWord } from "#lib/meanings/rules.ts";
import { type ColumnFacts, shareOf } from "../../file/columns.ts";
import type { Field } from "../../targets/target.ts";
import { severityMeant } from "../severity-words.ts";

/** What a column's cells can be, whatever it is called. */

export function suits(field: Field, column: ColumnFacts): boolean {
  if (column.filled === 0) return column.path === null;
  switch (field.kind) {
    case "instant":
    case "day":
      return column.instants + column.dayNumbers >= 0.5;
    case "count":
    case "percent":
      return column.numbers >= 0.5;
    case "choice":
      return knownShare(field, column) >= 0.5;
    case "name":
    case "line":
      return column.instants < 0.5 && column.clocks < 0.5 && !(field.required && column.numbers > 0.9);
    case "severity":
      return column.values.size <= 30 && column.averageLength <= 40;
    case "flag":
      return column.values.size <= 6;
    case "json":
      return false;
    case "duration":
      return column.instants < 0.5;
    default:
      return true;
  }
}

/** How many cells hold a word of the field's closed list, or one that is known to mean one. */
export function knownShare(field: Field, column: ColumnFacts): number {
  const choices = new Set(field.choices?.map(String));
  return shareOf(column.values, (value) => {
    const word = foldWord(value);
    return choices.has(word) || Object.hasOwn(field.words ?? {}, word);
  });
}

const distinct = ({ values, filled }: ColumnFacts) => values.size / Math.max(1, filled);

/** Addresses, names of people and programs, and what else has no blank: a title is words. */
const isAddress = (value: string) => /^(https?:|www\.|[{[])|^\S+@\S+\.\S+$/i.test(value);

const isCode = (value: string) => /^[\w.#:/-]*\d[\w.#:/-]*$/.test(value);

/** In scripts without blanks a few letters are a sentence. */
const isWide = (value: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(value);

/** Cells that could be a title: no clock, number, date, address or id. */
export function mayBeTitle(column: ColumnFacts): boolean {
  const { filled, instants, clocks, numbers, averageLength, values } = column;
  if (filled === 0 || instants >= 0.2 || clocks >= 0.2 || numbers >= 0.2) return false;
  if (averageLength < 3 || averageLength > 1_000) return false;
  const isNoTitle = (value: string) =>
    isAddress(value) || isCode(value) || isDuration(value) || isZoneOnly(value);
  return (
    shareOf(values, isNoTitle) < 0.2 && shareOf(values, isSeverity) < 0.5 && shareOf(values, isTick) < 0.5
  );
}

/** Cells that read like titles, and nothing else: words that are other words in nearly each row. */
export function readsLikeTitle(column: ColumnFacts): boolean {
  if (!mayBeTitle(column) || column.averageLength > 300 || distinct(column) <= 0.8) return false;
  const isSentence = (value: string) =>
    isWide(value) ? value.length >= 4 : value.length >= 8 && / /.test(value);
  return shareOf(column.values, isSentence) >= 0.8;
}

const isZoneOnly = (value: string) => /\/|^[A-Z]{3,4}$|^(utc|gmt)/.test(value) && isZone(value);

/** “1h34m”, “90 min”, “1:12:00”: with a unit, so that a plain number is none. */
export function isDuration(value: string): boolean {
  if (!/\d/.test(value) || !/[\p{L}:]/u.test(value)) return false;
  return readDuration(value, { unit: "minutes", mark: null }).kind === "duration";
}

export function isSeverity(value: string, words: Field["words"] = {}): boolean {
  return !/^\d$/.test(value) && severityMeant(value, words) !== null;
}

export function isTick(value: string): boolean {
  return readBoolean(value).kind === "value";
}

/** Several short items with a mark between them. */
export function isList(value: string): boolean {
  if (/^\[.*\]$/s.test(value)) return true;
  if (value.length > 300) return false;
  const items = value.split(/[;|\n]|, ?/).map((item) => item.trim());
  return (
    items.length > 1 && items.every((item) => item !== "" && item.length <= 40 && item.split(" ").length <= 4)
  );
}

/** One short code or number a row, and never one twice. */
export function mayBeId({ values, filled, averageLength, instants, clocks }: ColumnFacts): boolean {
  if (filled < 2 || values.size < filled || averageLength > 40 || instants >= 0.5 || clocks > 0) return false;
  return shareOf(values, (value) => isCode(value) && !isAddress(value) && !/[.,]\d+$/.test(value)) >= 0.95;
}
