import { formatCount, formatP, formatPlural, formatShare, upperFirst } from "#lib/format.ts";
import { notJudgedWords } from "./change-failure-words.ts";
import type { Coverage } from "./coverage.ts";
import { noneBegan } from "./coverage-words.ts";
import { type DoseBand, doseScale, UNKNOWN_DOSE } from "./dose.ts";
import type { DoseTrend } from "./dose-figures.ts";
import type { RatedGroup } from "./rated-group.ts";

/** The dose–response in words: the rates as they are, then what the test says, and no more than it says. */

export const doseLabels: Readonly<Record<DoseBand, string>> = {
  none: "No AI",
  "under-quarter": "Under a quarter",
  "to-half": "To a half",
  "to-three-quarters": "To three quarters",
  more: "More than that",
  unmeasured: "AI, not counted",
  unknown: "Not known",
};

const bandWords = {
  none: "made without AI",
  "under-quarter": "of which AI made under a quarter",
  "to-half": "to a half",
  "to-three-quarters": "to three quarters",
  more: "more",
} as const;

interface Told {
  /** Of whatever cause. */
  incidents: number;
  bands: readonly (RatedGroup & { band: DoseBand })[];
  measured: { lines: number; commits: number; not: number };
  trend: DoseTrend;
  followUpDays: number;
  coverage: Coverage | null;
}

export function doseWords(of: Told): string {
  const { incidents, bands, trend } = of;
  if (incidents === 0 && bands.every(({ failed }) => failed === 0)) return noneBegan;
  const open = notJudgedWords(bands, of);
  const answer =
    "declined" in trend
      ? `Whether changes fail more often, the more of them AI made, cannot be told. ${trend.declined}`
      : trendWords(of, trend);
  return [
    answer,
    measuredWords(of.measured),
    unknownWords(bands[UNKNOWN_DOSE]!),
    open === "" ? "" : `${upperFirst(open)}: in no rate yet.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function trendWords(
  { bands }: Told,
  { slope, p, changes }: Exclude<DoseTrend, { declined: string }>,
): string {
  const filled = bands.slice(0, doseScale.length).filter((band) => band.changes > 0);
  const rates = filled.map(
    (one) => `${rateWords(one)} of those ${bandWords[one.band as keyof typeof bandWords]}`,
  );
  const told = `Of changes that are judged, ${rates.slice(0, -1).join(", ")} and ${rates.at(-1)} failed.`;
  const test = `Cochran–Armitage test over ${formatPlural(changes, "change")}, ${formatP(p)}`;
  if (p >= 0.05) return `${told} No trend with the dose is to be seen (${test}).`;
  const direction = slope > 0 ? "rises" : "falls";
  const steps = filled
    .slice(1)
    .map((one, i) => (one.failed / one.changes - filled[i]!.failed / filled[i]!.changes) * slope);
  const throughout = steps.every((step) => step >= 0) ? "" : ", though not from each band to the next";
  return `${told} The rate ${direction} with the dose${throughout} (${test}): an association, not a cause, with neither time nor tier nor system held apart.`;
}

/** A small band has counts, and no rate. */
const rateWords = ({ rate, failed, changes }: RatedGroup) =>
  rate === null ? `${formatCount(failed)} of the ${formatCount(changes)}` : formatShare(rate);

function measuredWords({ lines, commits, not }: Told["measured"]): string {
  const counted = lines + commits;
  const all = counted + not;
  if (all === 0) return "";
  if (counted === 0)
    return `How much AI made of its changes is counted for none of ${formatPlural(all, "change")}.`;
  const by =
    commits === 0
      ? "by lines"
      : lines === 0
        ? "by commits"
        : `${formatCount(lines)} by lines, ${formatCount(commits)} by commits`;
  return `The dose is counted for ${formatCount(counted)} of the ${formatPlural(all, "AI-assisted change")} (${by}), and is at least so much, since marks get lost.`;
}

function unknownWords({ changes }: RatedGroup): string {
  return changes === 0
    ? ""
    : `Of ${formatCount(changes)} more it is not known whether AI was used: they are in no band of the scale.`;
}
