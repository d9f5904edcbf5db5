import { address } from "#app/_ui/filter-address.ts";
import { dayOf, dayStart } from "#lib/calendar.ts";
import type { Period } from "#lib/period.ts";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
export type Words = Record<string, string>;

/** The words of the address; one that is given twice is joined by a comma. */
export async function wordsOf(searchParams: SearchParams): Promise<Words> {
  const words: Words = {};
  for (const [name, value] of Object.entries(await searchParams)) {
    if (value !== undefined) words[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return words;
}

/** Words that say how a page shows things, not which incidents it means. */
const presentation = [
  "bucket",
  "compare",
  "week",
  "by",
  "cursor",
  "sort",
  "limit",
  "columns",
  "outcome",
  "measure",
  "against",
  "together",
  "when",
  "asks",
  "edit",
];

/**
 * The list of exactly the incidents that a figure counts: the page's filter, its period written out, and what the
 * figure adds to it.
 */
export function incidentsHref(of: { words: Words; period: Period; more?: Words; path?: string }): string {
  const { words, period, more = {}, path = "/incidents" } = of;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(words)) {
    if (!presentation.includes(name) && name !== "period") params.set(name, value);
  }
  params.set("from", momentOf(period.from, period.zone));
  params.set("to", momentOf(period.to, period.zone));
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return address(path, params);
}

/** The part of a bucket that lies within the period. */
export function within(period: Period, bucket: { start: Date; end: Date }): Period {
  return {
    from: new Date(Math.max(period.from.getTime(), bucket.start.getTime())),
    to: new Date(Math.min(period.to.getTime(), bucket.end.getTime())),
    zone: period.zone,
  };
}

const mostKept = 4096;
const written = new Map<string, string>();

/** One page links the same few moments hundreds of times, and calendars are slow. */
function momentOf(instant: Date, zone: string): string {
  const key = `${instant.getTime()} ${zone}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  if (written.size >= mostKept) written.clear();
  const moment = dayOrInstant(instant, zone);
  written.set(key, moment);
  return moment;
}

/** A day where a day begins, which people can read; else the instant. */
function dayOrInstant(instant: Date, zone: string): string {
  const day = dayOf(instant, zone);
  return dayStart(day, zone).getTime() === instant.getTime() ? day : instant.toISOString();
}
