import { formatCount } from "#lib/format.ts";
import type { Judged } from "./behaviour.ts";
import { levelsWords } from "./levels-words.ts";
import type { View } from "./question.ts";
import { quietWords, whyGaps } from "./quiet-words.ts";
import type { ReviewChart } from "./review-charts.ts";

/** What the weeks up to the reviewed one say of it, in words. */
export function chartWords(
  { behaviour, quiet, here }: Pick<ReviewChart, "behaviour" | "quiet" | "here">,
  { noun, start, view }: { noun: string; start: Date; view: View },
): string {
  const named = { size: view.buckets.size, zone: view.period.zone };
  const sentences = [levelsWords(behaviour, named)];
  if ("gaps" in quiet)
    sentences.push(whyGaps(quiet.perBucket, named), quietWords(quiet, { noun, ...named, now: view.now }));
  else if (!("declined" in behaviour))
    sentences.push(behaviour.judgedBy === "gaps" ? quiet.declined : weekWords(behaviour, { here, start }));
  return sentences.join(" ");
}

/** Whether the reviewed week stands out of its level. */
function weekWords({ limits }: Judged, { here, start }: { here: ReviewChart["here"]; start: Date }): string {
  const own = limitsAt(limits, start);
  if (own === undefined) return "This week is not judged: its level is too short, or it is not over.";
  const usual = `${formatCount(own.low)} to ${formatCount(own.high)} would be usual`;
  const [found] = here;
  return found === undefined
    ? `This week does not stand out (${usual}).`
    : `This week stands out, ${found.side} its level (${usual}).`;
}

export function limitsAt(limits: Judged["limits"], start: Date): Judged["limits"][number] | undefined {
  return limits.find((limit) => limit.start.getTime() === start.getTime());
}
