import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { HeatMap } from "#app/_charts/pictures/heat-map.tsx";
import { MeasureLines } from "#app/_charts/pictures/measure-lines.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { DurationFigures } from "#lib/analytics/shapes.ts";
import type { Trends } from "#lib/analytics/trends.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import { formatCount, formatRecorded } from "#lib/format.ts";
import { ByDimension } from "./by-dimension.tsx";
import { ChangesBetween, Quarters, TimeBetween, TrendLevels } from "./trend-levels.tsx";

const durations = [
  { key: "timeToDetect", title: "Time to detect", measure: "detectMinutes" },
  { key: "timeToMitigate", title: "Time to mitigate", measure: "mitigateMinutes" },
  { key: "timeToResolve", title: "Time to resolve", measure: "resolveMinutes" },
] as const;

type Props = { answer: Trends; words: Words; bands: Band[] };

export function TrendPictures({ answer, words, bands }: Props) {
  const { buckets, period, bucket, quiet, changeGaps } = answer;
  const time = { bucket, zone: period.zone, end: buckets.at(-1)?.end, bands };
  const inBucket = (one: Trends["buckets"][number], more?: Words) =>
    incidentsHref({ words, period: within(period, one), more });
  const href = (more?: Words) => incidentsHref({ words, period, more });
  const base = buckets.map((one) => ({
    start: one.start,
    complete: one.complete,
    recorded: one.recorded,
    href: inBucket(one),
  }));
  return (
    <Cards>
      <Wide>
        <TrendLevels answer={answer} words={words} bands={bands} />
      </Wide>
      {"gaps" in quiet && (
        <Wide>
          <TimeBetween quiet={quiet} answer={answer} words={words} />
        </Wide>
      )}
      {"gaps" in changeGaps && (
        <Wide>
          <ChangesBetween changeGaps={changeGaps} answer={answer} words={words} />
        </Wide>
      )}
      <Wide>
        <ByDimension answer={answer} words={words} bands={bands} />
      </Wide>
      {durations.map(({ key, title, measure }) => (
        <MeasureLines
          key={key}
          {...time}
          title={title}
          unit={`median, p75 and p90 per ${bucket}`}
          means={meaningOf(getTrends, `buckets.${key}`)}
          reads={`${recordedWords(buckets.map((one) => one[key]))}.`}
          n={buckets.reduce((sum, one) => sum + one[key].recorded, 0)}
          href={href(recording(measure))}
          measure="minutes"
          logarithmic="off"
          shaded
          series={[
            { key: "median", label: "Median", colour: "var(--accent)" },
            { key: "p75", label: "p75", colour: "var(--accent)", dashed: true },
            { key: "p90", label: "p90", colour: "var(--accent)", dashed: true },
          ]}
          buckets={buckets.map((one, i) => ({
            ...base[i]!,
            href: inBucket(one, recording(measure)),
            values: { median: one[key].medianMinutes, p75: one[key].p75Minutes, p90: one[key].p90Minutes },
            n: one[key].recorded,
          }))}
        />
      ))}
      <BucketBars
        {...time}
        heavyTailed
        title="Lost orders"
        unit={`lost orders per ${bucket}`}
        means={meaningOf(getTrends, "buckets.lostOrders")}
        reads="Buckets in which none recorded any are left empty, not drawn as zero."
        n={buckets.reduce((sum, one) => sum + one.lostOrders.recorded, 0)}
        href={href(recording("lostOrders"))}
        series={[{ key: "lostOrders", label: "Lost orders", colour: "var(--accent)" }]}
        buckets={buckets.map((one, i) => ({
          ...base[i]!,
          href: inBucket(one, recording("lostOrders")),
          values: { lostOrders: one.lostOrders.sum },
        }))}
      />
      <Wide>
        <BucketBars
          {...time}
          heavyTailed
          title="Errors"
          unit={`errors per ${bucket}`}
          means={meaningOf(getTrends, "buckets.errors")}
          reads="Buckets in which none recorded any are left empty, not drawn as zero."
          n={buckets.reduce((sum, one) => sum + one.errors.recorded, 0)}
          href={href(recording("errors"))}
          series={[{ key: "errors", label: "Errors", colour: "var(--accent)" }]}
          buckets={buckets.map((one, i) => ({
            ...base[i]!,
            href: inBucket(one, recording("errors")),
            values: { errors: one.errors.sum },
          }))}
        />
      </Wide>
      <Quarters answer={answer} words={words} />
      <Rhythm answer={answer} href={href} />
    </Cards>
  );
}

/** The incidents a figure is made of, the greatest first. */
function recording(measure: string): Words {
  return { recorded: measure, sort: `-${measure}` };
}

function recordedWords(figures: Omit<DurationFigures, "declined">[]): string {
  const recorded = figures.reduce((sum, one) => sum + one.recorded, 0);
  const of = figures.reduce((sum, one) => sum + one.of, 0);
  const invalid = figures.reduce((sum, one) => sum + one.invalid, 0);
  return (
    formatRecorded(recorded, of) +
    (invalid === 0 ? "" : `, ${formatCount(invalid)} with an end before the start`)
  );
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function Rhythm({ answer, href }: { answer: Trends; href: (more: Words) => string }) {
  const { rhythm, period } = answer;
  const days = rhythm.counts.map((_, i) => (i + rhythm.weekStart) % 7);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  return (
    <HeatMap
      title="Rhythm of the week"
      unit={`incidents by weekday and hour, in ${period.zone}`}
      means={meaningOf(getTrends, "rhythm")}
      n={answer.incidents}
      rowNoun="Weekday"
      columnNoun="Hour"
      valueLabel="Incidents"
      rows={days.map((day) => ({
        key: String(day),
        label: weekdays[day]!,
        short: weekdays[day]!.slice(0, 3),
      }))}
      columns={hours.map((hour) => ({
        key: String(hour),
        label: `${String(hour).padStart(2, "0")}:00`,
        short: String(hour),
      }))}
      cells={days.flatMap((day, i) =>
        hours.map((hour) => ({
          row: String(day),
          column: String(hour),
          value: rhythm.counts[i]![hour]!,
          href: href({ weekday: String(day), hour: String(hour) }),
        })),
      )}
    />
  );
}
