import { formatCount, formatPlural, formatRecorded, formatShort } from "#lib/format.ts";
import { shareWords } from "./ai-words.ts";
import type { Behaviour } from "./behaviour.ts";
import { exposureWords, noneBegan } from "./coverage-words.ts";
import { mitigatedWords } from "./duration-words.ts";
import type { Filter } from "./filter.ts";
import type { Headline } from "./headline.ts";
import { levelsWords } from "./levels-words.ts";
import type { View } from "./question.ts";
import { sev12Words } from "./severity-words.ts";
import type { Share } from "./shapes.ts";
import type { Verdict } from "./verdict.ts";

interface Told {
  current: Headline;
  previous: Headline | null;
  /** Of the days that both periods have, where those are not all. */
  compared: { current: Headline; previous: Headline } | null;
  verdict: Verdict | null;
  behaviour: Behaviour;
  aiChanges: Share;
  view: View<Filter>;
}

/** The paragraph at the top: what is known, and what follows from it. */
export function wordsOn(of: Told): string {
  const { current, verdict, behaviour, aiChanges, view } = of;
  if (current.incidents === 0) return noneBegan;
  const sentences = [
    `${formatPlural(current.incidents, "incident")}${previousWords(of)}, ${sev12Words(current)}.`,
    verdict?.text ?? "",
    "declined" in behaviour
      ? ""
      : levelsWords(behaviour, { size: view.buckets.size, zone: view.period.zone }),
    lossWords(current),
    mitigatedWords(current.timeToMitigate, { ninth: false }),
    shareWords(current.changeCaused, aiChanges),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function previousWords(told: Told): string {
  const { view } = told;
  const { comparison } = view;
  if (comparison === null) return "";
  const before = view.filter.compare === "year" ? "the year before" : "the period before";
  const sides = told.compared ?? (told.previous === null ? null : { ...told, previous: told.previous });
  if (sides === null) return ` (not compared: too little of ${before} is recorded)`;
  const { exposure } = comparison;
  const over = exposureWords(exposure);
  const difference = sides.current.incidents - sides.previous.incidents;
  if (difference === 0) return ` (as many as in ${before}${over})`;
  return ` (${formatCount(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"} than in ${before}${over})`;
}

function lossWords({ lostOrders, errors }: Headline): string {
  const orders =
    lostOrders.sum === null
      ? "Lost orders were not recorded"
      : `${formatShort(lostOrders.sum)} orders were lost (${formatRecorded(lostOrders.recorded, lostOrders.of)})`;
  if (errors.sum === null) return `${orders}.`;
  return `${orders}, and users met ${formatShort(errors.sum)} errors (${formatRecorded(errors.recorded, errors.of)}).`;
}
