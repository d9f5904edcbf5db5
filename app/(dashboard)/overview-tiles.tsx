import { incidentsHref, type Words } from "#app/_server/address.ts";
import { Tiles } from "#app/_ui/layout.tsx";
import { StatTile } from "#app/_ui/stat-tile.tsx";
import { changeCausedWords } from "#lib/analytics/ai-words.ts";
import { baseRateWords, whyBounds } from "#lib/analytics/base-bounds.ts";
import { notReached, timesBasis } from "#lib/analytics/duration-words.ts";
import type { Headline } from "#lib/analytics/headline.ts";
import { impactBasis } from "#lib/analytics/impact-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Overview } from "#lib/analytics/overview.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { sev12Short } from "#lib/analytics/severity-words.ts";
import type { Share } from "#lib/analytics/shapes.ts";
import { byOneWords, sumWords } from "#lib/analytics/sum-intervals.ts";
import type { Verdict } from "#lib/analytics/verdict.ts";
import { worthWords } from "#lib/analytics/worth.ts";
import {
  formatCount,
  formatPlural,
  formatRecorded,
  formatShare,
  formatShareInterval,
  formatShort,
} from "#lib/format.ts";

/** Six figures, each against the period before, each opening the incidents it counts. */
export function OverviewTiles({ answer, words }: { answer: Overview; words: Words }) {
  const { current, noise, period, buckets } = answer;
  // Changes are told over the days that both periods have.
  const { current: now, previous } = answer.compared ?? answer;
  const href = (more?: Words) => incidentsHref({ words, period, more });
  const over = answer.exposure?.clipped ? `, over ${formatPlural(answer.exposure.days, "day")} of both` : "";
  const against = `in the ${words.compare === "year" ? "year" : "period"} before${over}`;
  const [aiShare, aiInterval] = formatShareInterval(current.changeCaused.share, current.changeCaused).split(
    " ",
  );
  const change = (
    of: (one: Headline) => number | null,
    withinNoise: boolean | null = null,
    said: string | undefined = undefined,
  ) =>
    previous === null
      ? undefined
      : ({ value: of(now), before: of(previous), good: "down", withinNoise, against, said } as const);
  const sumBasis = (measure: "lostOrders" | "errors") => {
    const { recorded, of } = current[measure];
    const { low, high } = answer.sumIntervals[measure];
    const interval = low === null ? null : { low: formatShort(low), high: formatShort(high) };
    return `${recorded === 0 ? "" : `${sumWords(interval)}; `}${formatRecorded(recorded, of)}`;
  };
  const complete = buckets.filter((bucket) => bucket.complete);
  return (
    <Tiles>
      <StatTile
        label="Incidents"
        value={current.incidents}
        unit="count"
        written={formatCount(current.incidents)}
        change={change(
          ({ incidents }) => incidents,
          claimed(answer.verdict, now.incidents, previous?.incidents),
        )}
        spark={complete.map((bucket) => bucket.incidents)}
        basis={sev12Short(current)}
        means={meaningOf(getOverview, "current.incidents", "verdict")}
        href={href()}
      />
      <StatTile
        label="Lost orders"
        value={current.lostOrders.sum}
        unit="count"
        detail={worthWords(current)}
        change={change(({ lostOrders }) => lostOrders.sum, null, byOneWords(noise.lostOrdersByOne))}
        spark={complete.map((bucket) => bucket.lostOrders.sum)}
        basis={sumBasis("lostOrders")}
        means={meaningOf(getOverview, "current.lostOrders", "sumIntervals.lostOrders")}
        href={href({ sort: "-lostOrders" })}
      />
      <StatTile
        label="Errors"
        value={current.errors.sum}
        unit="count"
        change={change(({ errors }) => errors.sum, null, byOneWords(noise.errorsByOne))}
        spark={complete.map((bucket) => bucket.errors.sum)}
        basis={sumBasis("errors")}
        means={meaningOf(getOverview, "current.errors", "sumIntervals.errors")}
        href={href({ sort: "-errors" })}
      />
      <StatTile
        label="Sev-1/2 impact"
        value={current.impactHours}
        unit="hours"
        written={inHours(current.impactHours)}
        change={change(({ impactHours }) => impactHours)}
        spark={answer.impactHours.filter((_, i) => buckets[i]!.complete)}
        basis={impactBasis(current)}
        means={meaningOf(getOverview, "current.impactHours")}
        href={href({ severity: "1,2" })}
      />
      <StatTile
        label="Time to mitigate"
        value={current.timeToMitigate.medianMinutes}
        unit="minutes"
        change={change(({ timeToMitigate }) => timeToMitigate.medianMinutes, noise.timeToMitigate)}
        spark={complete.map((bucket) => bucket.timeToMitigate.medianMinutes)}
        missing={notReached(current.timeToMitigate)}
        basis={timesBasis(current.timeToMitigate)}
        means={meaningOf(getOverview, "current.timeToMitigate", "noise.timeToMitigate")}
        href={href({ sort: "-mitigateMinutes" })}
      />
      <StatTile
        label="AI share of change-caused incidents"
        value={current.changeCaused.share}
        unit="share"
        written={aiShare}
        detail={aiInterval}
        change={
          previous === null
            ? undefined
            : { ...change(({ changeCaused: { share } }) => share, noise.changeCaused)!, good: "neither" }
        }
        spark={complete.map((bucket) => bucket.changeCaused.share)}
        basis={`${changeCausedWords(current.changeCaused)}; ${basePlainly(answer.aiChanges.all)}`}
        means={meaningOf(getOverview, "current.changeCaused", "aiChanges", "noise.changeCaused")}
        href={href({ causedBy: "ai-change" })}
      />
    </Tiles>
  );
}

function basePlainly(changes: Share): string {
  if (changes.share === null) return "share of changes not known";
  return whyBounds(changes) === ""
    ? `${formatShare(changes.share)} of changes`
    : `${baseRateWords(changes)} of changes`;
}

/** Whether a difference is no more than noise: only one that goes the way of the claim is what was claimed. */
function claimed(verdict: Verdict | null, now: number, before: number | undefined): boolean | null {
  if (verdict === null || verdict.declined !== null || before === undefined) return null;
  if (verdict.claims === null) return true;
  return (verdict.claims === "fewer") === now < before ? false : null;
}

/** 13.6 h, 21,412 h: thousands of hours have no shorter name. */
function inHours(hours: number | null): string | undefined {
  return hours === null || hours < 100 ? undefined : `${formatCount(hours)}\u00a0h`;
}
