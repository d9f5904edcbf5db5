import { ForestPlot } from "#app/_charts/pictures/forest-plot.tsx";
import { SeverityBars } from "#app/_charts/pictures/severity-bars.tsx";
import { type Band, severityKeys } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import type { Effect, Interventions } from "#lib/analytics/interventions.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Trends } from "#lib/analytics/trends.ts";
import { getTrends } from "#lib/analytics/trends.ts";
import type { Verdict } from "#lib/analytics/verdict.ts";
import { formatPlural } from "#lib/format.ts";
import classes from "./interventions.module.css";

type Props = { answer: Interventions; trends: Trends; words: Words; bands: Band[] };

/** When what was done, and what followed: the counts with their bands, and every ratio beside the others. */
export function InterventionPictures({ answer, trends, words, bands }: Props) {
  const items = answer.items.toReversed();
  return (
    <div className={classes.pictures}>
      <OverTime trends={trends} words={words} bands={bands} />
      <div className={classes.pair}>
        <Ratios
          title="Incidents after, against before"
          items={items}
          words={words}
          of={({ verdict }) => verdict}
        />
        <Ratios
          title="Sev-1 and Sev-2 after, against before"
          items={items}
          words={words}
          of={({ sev12Verdict }) => sev12Verdict}
        />
      </div>
    </div>
  );
}

function OverTime({ trends, words, bands }: Pick<Props, "trends" | "words" | "bands">) {
  const { buckets, period, bucket } = trends;
  const inBucket = (one: Trends["buckets"][number], more?: Words) =>
    incidentsHref({ words, period: within(period, one), more });
  return (
    <SeverityBars
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title="Incidents, and what was done"
      unit={`incidents per ${bucket}`}
      means={meaningOf(getTrends, "buckets.incidents", "buckets.bySeverity")}
      reads="The gravest at the bottom. Bands are interventions: what rises or falls at one may have other causes."
      n={trends.incidents}
      href={incidentsHref({ words, period })}
      buckets={buckets.map((one) => ({
        start: one.start,
        complete: one.complete,
        recorded: one.recorded,
        bySeverity: one.bySeverity,
        href: inBucket(one),
        hrefs: Object.fromEntries(severityKeys.map((key) => [key, inBucket(one, { severity: key })])),
      }))}
    />
  );
}

type RatiosProps = {
  title: string;
  items: readonly Effect[];
  words: Words;
  of: (item: Effect) => Verdict;
};

function Ratios({ title, items, of }: RatiosProps) {
  return (
    <ForestPlot
      title={title}
      unit="ratio, with what of it the history before does by itself"
      means={meaningOf(getInterventions, "items.verdict", "items.verdict.ratio", "items.overlaps")}
      reads="Grey where nothing is claimed, which is not “no effect”."
      n={null}
      noun="Intervention"
      estimand="ratio"
      items={items.map((item) => {
        const { ratio, declined, before, after, windowDays, claims, outOfScope, look, q, p } = of(item);
        const n = (before ?? 0) + (after ?? 0);
        const base = { key: item.id, label: item.name, n, href: `#${item.id}` };
        if (ratio === null) {
          const none = { estimate: null, low: null, high: null };
          return { ...base, ...none, declined: declined ?? "", declinedShort: "no verdict" };
        }
        return {
          ...base,
          ...ratio,
          p: outOfScope?.p ?? look?.p ?? p,
          q,
          claimed: claims !== null,
          details: [{ label: formatPlural(windowDays, "day"), value: `${before} before, ${after} after` }],
        };
      })}
    />
  );
}
