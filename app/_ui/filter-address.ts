import { changeFields, type Fields, filterWord, incidentFields, inPlace } from "#lib/fields/entries.ts";

/** The filter as it stands in the address bar: pure, so that a link is a view and can be built anywhere. */

export const periodPresets = [
  { value: "7d", label: "7 days" },
  { value: "28d", label: "28 days" },
  { value: "90d", label: "90 days" },
  { value: "quarter", label: "Quarter" },
  { value: "year", label: "Year" },
  { value: "all", label: "All" },
] as const;
export type PeriodPreset = (typeof periodPresets)[number]["value"];

/** Words of the filter that take many values, in the order they are offered; those of fields are called as they are. */
const offered = [
  { word: "severity" },
  { word: "ai" },
  { word: "tier", label: "Tier" },
  { word: "org", label: "Organisation" },
  { word: "system", label: "System" },
  { word: "region", label: "Region" },
  { word: "cause" },
  { word: "trigger" },
  { word: "factor", label: "Factor" },
  { word: "tool" },
  { word: "status" },
  { word: "source" },
  { word: "evidence" },
  { word: "lacking", label: "Culprit lacked" },
  { word: "owner", label: "Owner" },
  { word: "rule", label: "Guardrail" },
  { word: "failed", label: "Failed" },
  { word: "audited", label: "Audited" },
  { word: "origin", label: "Began in" },
  { word: "highBlast", label: "High blast radius" },
  { word: "repeat", label: "Repeat" },
  { word: "causedBy", label: "Caused by" },
  { word: "weekday", label: "Weekday" },
  { word: "hour", label: "Hour" },
  { word: "recorded", label: "Recorded" },
  { word: "detectMinutes", label: "Minutes to detect" },
  { word: "mitigateMinutes", label: "Minutes to mitigate" },
  { word: "resolveMinutes", label: "Minutes to resolve" },
  { word: "worst", label: "Worst by" },
  { word: "outcomeYes", label: "Outcome" },
  { word: "outcomeNo", label: "Not the outcome" },
  { word: "factorYes", label: "With" },
  { word: "factorNo", label: "Without" },
  { word: "factorUnknown", label: "Not known" },
  { word: "import", label: "Import" },
  { word: "number", label: "Incident" },
] as const satisfies readonly { word: string; label?: string }[];

const ofFields = new Map(
  [changeFields as Fields, incidentFields as Fields].flatMap((fields) =>
    inPlace(fields, "filter").map((name) => [filterWord(name, fields[name]!), fields[name]!.label] as const),
  ),
);

export const filterWords: readonly { word: string; label: string }[] = [
  ...offered.map((one) => ({ word: one.word, label: "label" in one ? one.label : ofFields.get(one.word)! })),
  ...[...ofFields]
    .filter(([word]) => word !== "kind" && !offered.some((one) => one.word === word))
    .map(([word, label]) => ({ word, label })),
];
type FilterChoice = { value: string; label: string };
export type FilterChoices = Readonly<Record<string, FilterChoice[] | undefined>>;

type Params = URLSearchParams | { toString(): string };

/** A changed filter makes the place in a list meaningless. */
const placeWords = ["cursor", "page"];

function changed(params: Params, change: (next: URLSearchParams) => void): URLSearchParams {
  const next = new URLSearchParams(params.toString());
  for (const word of placeWords) next.delete(word);
  change(next);
  return next;
}

/** The words of the address as they are kept: which incidents and how they are shown, not how far somebody had read. */
export function withoutPlace(params: Params): string {
  return address(
    "",
    changed(params, () => {}),
  ).slice(1);
}

function setOrDelete(params: URLSearchParams, word: string, value: string): void {
  if (value === "") params.delete(word);
  else params.set(word, value);
}

/** `?severity=1,2`: commas are left readable; nothing at all where nothing is chosen. */
export function address(path: string, params: URLSearchParams): string {
  const query = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query === "" ? path : `${path}?${query}`;
}

export function valuesOf(params: Params, word: string): string[] {
  const text = new URLSearchParams(params.toString()).get(word) ?? "";
  return text
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

export function withValues(params: Params, word: string, values: string[]): URLSearchParams {
  return changed(params, (next) => setOrDelete(next, word, [...new Set(values)].join(",")));
}

export function withoutValue(params: Params, word: string, value: string): URLSearchParams {
  return withValues(
    params,
    word,
    valuesOf(params, word).filter((one) => one !== value),
  );
}

export function withWord(params: Params, word: string, value: string | null): URLSearchParams {
  return changed(params, (next) => setOrDelete(next, word, value ?? ""));
}

export function withPreset(params: Params, preset: PeriodPreset): URLSearchParams {
  return changed(params, (next) => {
    next.delete("from");
    next.delete("to");
    next.set("period", preset);
  });
}

/** Days as yyyy-mm-dd, both included by the reader; the address holds the day after the last, since `to` is exclusive. */
export function withRange(params: Params, firstDay: string, lastDay: string): URLSearchParams {
  return changed(params, (next) => {
    next.delete("period");
    next.set("from", firstDay);
    next.set("to", shiftDay(lastDay, 1));
  });
}

export function shiftDay(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** What is chosen apart from the period, value by value. */
export function activeFilters(
  params: Params,
  choices: FilterChoices,
): { word: string; label: string; value: string; valueLabel: string }[] {
  const chosen = filterWords.flatMap(({ word, label }) =>
    valuesOf(params, word).map((value) => ({
      word,
      label,
      value,
      valueLabel: choices[word]?.find((choice) => choice.value === value)?.label ?? value,
    })),
  );
  const text = new URLSearchParams(params.toString()).get("q")?.trim() ?? "";
  return text === "" ? chosen : [...chosen, { word: "q", label: "Text", value: text, valueLabel: text }];
}

export function withoutFilters(params: Params): URLSearchParams {
  return changed(params, (next) => {
    for (const { word } of filterWords) next.delete(word);
    next.delete("q");
  });
}
