import { LevelsChart } from "#app/_charts/pictures/levels-chart.tsx";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { Cards } from "#app/_ui/layout.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Review } from "#lib/analytics/review.ts";
import { getReview } from "#lib/analytics/review.ts";
import { measureWords } from "#lib/analytics/review-words.ts";

/** The week among those before it: whether it stands out from its level. */
export function ReviewCharts({ answer, words }: { answer: Review; words: Words }) {
  const { zone, to } = answer.period;
  return (
    <Cards>
      {answer.charts.map((chart) => {
        const more: Words = chart.measure === "sev12" ? { severity: "1,2" } : {};
        const within = (from: Date, until: Date) =>
          incidentsHref({ words, period: { from, to: until, zone }, more });
        const { weeks, behaviour } = chart;
        const ends = weeks.map((_, i) => weeks[i + 1]?.start ?? to);
        return (
          <LevelsChart
            key={chart.measure}
            bucket="week"
            zone={zone}
            end={to}
            title={measureWords[chart.measure]}
            unit="with their levels, up to the week that is reviewed"
            means={meaningOf(getReview, "charts.behaviour", "charts.weeks")}
            n={weeks.reduce((sum, week) => sum + week.value, 0)}
            href={weeks[0] === undefined ? undefined : within(weeks[0].start, to)}
            levels={"declined" in behaviour ? null : behaviour}
            note={chart.text}
            height={220}
            buckets={weeks.map((week, i) => ({ ...week, href: within(week.start, ends[i]!) }))}
          />
        );
      })}
    </Cards>
  );
}
