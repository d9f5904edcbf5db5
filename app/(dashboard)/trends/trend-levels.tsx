import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { GapBars } from "#app/_charts/pictures/gap-bars.tsx";
import { LevelsChart } from "#app/_charts/pictures/levels-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { changesHref } from "#app/_server/changes-address.ts";
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
    name: spanName(gap, zone),
    length: gap.days,
    p: gap.p,
    limit: gap.limitDays,
    marked: gap.marked,
    href: incidentsHref({ words, period: bothEnds(gap, zone) }),
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

type ChangeRuns = Extract<Trends["changeGaps"], { gaps: unknown }>;

/** How many changes go well between two that fail. */
export function ChangesBetween({ changeGaps, answer, words }: Props & { changeGaps: ChangeRuns }) {
  const { zone } = answer.period;
  const told = (gap: Omit<ChangeRuns["open"], "text">, label: string) => ({
    key: String(gap.from.getTime()),
    label,
    name: spanName(gap, zone),
    length: gap.changes,
    p: gap.p,
    limit: gap.limitChanges,
    marked: gap.marked,
    href: changesHref({ words, period: bothEnds(gap, zone) }),
  });
  return (
    <GapBars
      title="Changes between failures"
      unit="changes that went well from one failure to the next"
      means={meaningOf(getTrends, "changeGaps")}
      reads="Each bar ends with the change that failed under it; the last is not over."
      n={changeGaps.changes}
      noun="changes"
      measure="count"
      lengthLabel="Changes that went well"
      note={changeGaps.text}
      href={changesHref({ words, period: answer.period })}
      hrefLabel="Open changes"
      gaps={changeGaps.gaps.map((gap) => told(gap, formatTick(gap.to, "day", zone)))}
      open={told(changeGaps.open, "now")}
    />
  );
}

type Span = { from: Date; to: Date };

const spanName = ({ from, to }: Span, zone: string) =>
  `${formatInstant(from, zone, "date")} \u2013 ${formatInstant(to, zone, "date")}`;

/** With both events that a gap lies between. */
const bothEnds = ({ from, to }: Span, zone: string) => ({ from, to: new Date(to.getTime() + 1), zone });

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
