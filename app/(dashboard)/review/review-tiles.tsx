import { incidentsHref, type Words } from "#app/_server/address.ts";
import { Tiles } from "#app/_ui/layout.tsx";
import { StatTile } from "#app/_ui/stat-tile.tsx";
import { changeCausedWords } from "#lib/analytics/ai-words.ts";
import { recordedIn } from "#lib/analytics/coverage.ts";
import { notReached, timesBasis } from "#lib/analytics/duration-words.ts";
import { impactBasis } from "#lib/analytics/impact-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Review } from "#lib/analytics/review.ts";
import { getReview } from "#lib/analytics/review.ts";
import { sev12Known } from "#lib/analytics/severity-words.ts";
import { byOneWords } from "#lib/analytics/sum-intervals.ts";
import { worthWords } from "#lib/analytics/worth.ts";
import { formatCount, formatRecorded, formatShareInterval } from "#lib/format.ts";

/** The week beside the usual week of those before it. */
export function ReviewTiles({ answer, words }: { answer: Review; words: Words }) {
  const { current, before, comparedWeeks, noise, period } = answer;
  const href = (more?: Words) => incidentsHref({ words, period, more });
  const against = comparedWeeks === 1 ? "in the week before" : `in the ${comparedWeeks} weeks before`;
  const perWeek = comparedWeeks === 1 ? against : `a week ${against}`;
  const { exposure, coverage, computedAt } = answer;
  // None of a week that nobody recorded is no quiet week.
  const isRecorded = current.incidents > 0 || recordedIn(period, { coverage, now: computedAt }) !== null;
  const aWeek = (sum: number | null) =>
    sum === null || exposure === null ? null : (sum * 7) / exposure.previousDays;
  // A week that is still running, or not recorded whole, cannot be held against whole ones.
  const compare = exposure?.days === 7 && exposure.previousDays > 0 && answer.complete ? before : null;
  const change = (value: number | null, withinNoise: boolean | null = null, said?: string) =>
    compare === null
      ? undefined
      : ({ before: value, good: "down", withinNoise, against: perWeek, said } as const);
  return (
    <Tiles>
      <StatTile
        label="Incidents"
        value={isRecorded ? current.incidents : null}
        unit="count"
        change={weekBefore(answer)}
        means={meaningOf(getReview, "current.incidents", "verdict")}
        href={href()}
      />
      <StatTile
        label="Sev-1/2"
        value={isRecorded ? sev12Known(current) : null}
        unit="count"
        change={change(aWeek(compare === null ? null : sev12Known(compare)))}
        basis={
          current.bySeverity.unknown === 0
            ? undefined
            : `${formatCount(current.bySeverity.unknown)} without severity`
        }
        href={href({ severity: "1,2" })}
      />
      <StatTile
        label="Lost orders"
        value={current.lostOrders.sum}
        unit="count"
        detail={worthWords(current)}
        change={change(aWeek(compare?.lostOrders.sum ?? null), null, byOneWords(noise.lostOrdersByOne))}
        basis={formatRecorded(current.lostOrders.recorded, current.lostOrders.of)}
        href={href({ sort: "-lostOrders" })}
      />
      <StatTile
        label="Sev-1/2 impact"
        value={current.impactHours}
        unit="hours"
        change={change(aWeek(compare?.impactHours ?? null))}
        basis={impactBasis(current)}
        href={href({ severity: "1,2" })}
      />
      <StatTile
        label="Time to mitigate"
        value={current.timeToMitigate.medianMinutes}
        unit="minutes"
        change={
          compare === null
            ? undefined
            : {
                before: compare.timeToMitigate.medianMinutes,
                good: "down",
                withinNoise: noise.timeToMitigate,
                against,
              }
        }
        missing={notReached(current.timeToMitigate)}
        basis={timesBasis(current.timeToMitigate)}
        means={meaningOf(getReview, "current.timeToMitigate", "noise.timeToMitigate")}
        href={href({ sort: "-mitigateMinutes" })}
      />
      <StatTile
        label="AI share of change-caused incidents"
        value={current.changeCaused.share}
        unit="share"
        detail={
          current.changeCaused.share === null
            ? undefined
            : formatShareInterval(current.changeCaused.share, current.changeCaused).replace(/^\S+ /, "")
        }
        change={
          compare === null
            ? undefined
            : { before: compare.changeCaused.share, good: "neither", withinNoise: null, against }
        }
        basis={changeCausedWords(current.changeCaused)}
        href={href({ causedBy: "ai-change" })}
      />
    </Tiles>
  );
}

/** What is judged is the week against the one before. */
function weekBefore({ verdict, noise }: Review) {
  if (verdict === null || verdict.before === null) return undefined;
  const against = "in the week before";
  return { before: verdict.before, good: "down", withinNoise: noise.incidents, against } as const;
}
