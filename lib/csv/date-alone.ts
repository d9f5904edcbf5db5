import { type DateOrder, readInstant } from "./instants.ts";

const months =
  "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?";
const monthWord = new RegExp(`^(?<month>${months})\\.?,? (?<year>\\d{4})$`, "i");
const monthDigits = /^(?<year>\d{4})-(?<month>\d{2})$/;
const yearAlone = /^(?<year>\d{4})$/;
const firstLetters = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * A date without a time of day, a month or a year: "2026-03-05", "March 2026", "2026". It is the same wherever it is
 * read, and is given as its beginning in UTC, in milliseconds since 1970. Null where the text is no such thing.
 */
export function readDateAlone(
  text: string,
  order: DateOrder | null,
): { at: number; precision: "day" | "month" | "year" } | null {
  const day = readInstant(text, { order, zone: "UTC", dateOnly: "midnight" });
  if (day.kind === "instant" && day.note === "date-only") return { at: day.at, precision: "day" };
  const said = (monthWord.exec(text) ?? monthDigits.exec(text) ?? yearAlone.exec(text))?.groups;
  if (said === undefined) return null;
  const month = said.month ?? "01";
  const index = /\d/.test(month) ? Number(month) - 1 : firstLetters.indexOf(month.slice(0, 3).toLowerCase());
  if (index < 0 || index > 11) return null;
  return {
    at: Date.UTC(Number(said.year), index, 1),
    precision: said.month === undefined ? "year" : "month",
  };
}
