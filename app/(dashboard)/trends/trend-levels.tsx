import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { GapBars } from "#app/_charts/pictures/gap-bars.tsx";
import { LevelsChart } from "#app/_charts/pictures/levels-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { AnyGap, QuietTimes } from "#lib/analytics/quiet.ts";
import { getTrends, type Trends } from "#lib/analytics/trends.ts";
import { formatInstant, formatTick } from "#lib/format.ts";

type Props = { answer: Trends; words: Words };

/** The counts with the levels between which they change. */
export function TrendLevels({ answer, words, bands }: Props & { bands: Band[] }) {
  const { buckets, period, bucket, behaviour } = answer;
  const isJudged = !("declined" in behaviour);
  return (
    <LevelsChart
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title="Incidents and their levels"
      unit={`incidents per ${bucket}`}
      means={meaningOf(getTrends, "behaviour")}
      reads={`A step is a level; joined steps have a date. ${isJudged && behaviour.judgedBy === "gaps" ? "" : "Shaded is what is usual on a level of ten or more; what lies outside is ringed, red above and green below. "}A hollow point is a stretch that is cut or not over yet.`}
      n={answer.incidents}
      href={incidentsHref({ words, period })}
      levels={isJudged ? behaviour : null}
      note={isJudged ? undefined : behaviour.declined}
      buckets={buckets.map((one) => ({
        start: one.start,
        complete: one.complete,
        recorded: one.recorded,
        value: one.incidents,
        href: incidentsHref({ words, period: within(period, one) }),
      }))}
    />
  );
}

/** The time between incidents that are rare. */
export function TimeBetween({ quiet, answer, words }: Props & { quiet: QuietTimes }) {
  const { zone } = answer.period;
  const told = (gap: AnyGap, label: string) => ({
    key: String(gap.from.getTime()),
    label,
    name: `${formatInstant(gap.from, zone, "date")} \u2013 ${formatInstant(gap.to, zone, "date")}`,
    length: gap.days,
    p: gap.p,
    limit: gap.limitDays,
    marked: gap.marked,
    // Both incidents that it lies between.
    href: incidentsHref({ words, period: { from: gap.from, to: new Date(gap.to.getTime() + 1), zone } }),
  });
  return (
    <GapBars
      title="Time between incidents"
      unit="days from one episode to the next"
      means={meaningOf(getTrends, "quiet")}
      reads="Each bar ends with the incident under it; the last is not over."
      n={quiet.episodes}
      noun="episodes"
      measure="days"
      lengthLabel="Days"
      gaps={quiet.gaps.map((gap) => told(gap, formatTick(gap.to, "day", zone)))}
      open={told(quiet.open, "now")}
    />
  );
}

/** Slow trends, as they are. */
export function Quarters({ answer, words }: Props) {
  const { quarters, period } = answer;
  return (
    <BucketBars
      bucket="quarter"
      zone={period.zone}
      end={quarters.at(-1)?.end}
      title="By quarter"
      unit="incidents a week"
      means={meaningOf(getTrends, "quarters")}
      n={answer.incidents}
      href={incidentsHref({ words, period })}
      measure="ratio"
      series={[{ key: "perWeek", label: "Incidents a week", colour: "var(--accent)" }]}
      buckets={quarters.map((one) => ({
        start: one.start,
        complete: one.complete,
        recorded: one.recorded,
        href: incidentsHref({ words, period: within(period, one) }),
        values: { perWeek: one.perWeek },
      }))}
    />
  );
}
