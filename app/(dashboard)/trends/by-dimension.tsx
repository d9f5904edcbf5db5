import Link from "next/link";
import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { SeverityBars } from "#app/_charts/pictures/severity-bars.tsx";
import { type Band, severityKeys } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { address } from "#app/_ui/filter-address.ts";
import { type Dimension, dimensions } from "#lib/analytics/dimensions.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { getTrends, type Trends } from "#lib/analytics/trends.ts";
import classes from "./by-dimension.module.css";

const labels: Record<Dimension, string> = {
  severity: "Severity",
  ai: "AI involvement",
  trigger: "Trigger",
  cause: "Root cause",
  tier: "Tier",
  org: "Organisation",
  system: "System",
  region: "Region",
};

const plurals: Record<Dimension, string> = {
  severity: "severities",
  ai: "kinds of AI involvement",
  trigger: "triggers",
  cause: "root causes",
  tier: "tiers",
  org: "organisations",
  system: "systems",
  region: "regions",
};

const hues = [1, 2, 3, 4, 5, 6].map((group) => `var(--group-${group})`);
const mostShown = hues.length;

/** AI has its colours on every page; other groups have none of their own. */
const aiGroups: Record<string, { label: string; colour: string }> = {
  none: { label: "No AI", colour: "var(--other)" },
  contributing: { label: "AI contributing", colour: "color-mix(in oklab, var(--ai) 50%, var(--card))" },
  primary: { label: "AI primary", colour: "var(--ai)" },
};

type Group = Trends["series"][number];

function looksOf({ value, label }: Group, by: Dimension, place: number): { label: string; colour: string } {
  if (value === "unknown") return { label: by === "ai" ? "AI unknown" : label, colour: "var(--unknown)" };
  const own = by === "ai" ? aiGroups[value] : undefined;
  return own ?? { label: value === label ? wordsFor(label) : label, colour: hues[place]! };
}

type Props = { answer: Trends; words: Words; bands: Band[] };

/** The same counts, split by whatever the reader asks for. */
export function ByDimension({ answer, words, bands }: Props) {
  const by = (dimensions as readonly string[]).includes(words.by ?? "")
    ? (words.by as Dimension)
    : "severity";
  return (
    <div className={classes.root}>
      <nav aria-label="Split by" className={`${classes.choices} no-print`}>
        {dimensions.map((dimension) => (
          <Link
            key={dimension}
            href={hrefBy(words, dimension)}
            scroll={false}
            prefetch={false}
            aria-current={dimension === by ? "true" : undefined}
          >
            {labels[dimension]}
          </Link>
        ))}
      </nav>
      {by === "severity" ? (
        <BySeverityBars answer={answer} words={words} bands={bands} />
      ) : (
        <BySeries answer={answer} words={words} bands={bands} by={by} />
      )}
    </div>
  );
}

function hrefBy(words: Words, dimension: Dimension): string {
  const params = new URLSearchParams(words);
  params.set("by", dimension);
  return address("/trends", params);
}

type Buckets = Trends["buckets"];

function BySeverityBars({ answer, words, bands }: Props) {
  const { buckets, period, bucket } = answer;
  const inBucket = (one: Buckets[number], more?: Words) =>
    incidentsHref({ words, period: within(period, one), more });
  return (
    <SeverityBars
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title="Incidents by severity"
      unit={`incidents per ${bucket}`}
      means={meaningOf(getTrends, "buckets.incidents", "buckets.bySeverity")}
      reads="The gravest at the bottom."
      n={answer.incidents}
      href={incidentsHref({ words, period })}
      hrefs={Object.fromEntries(
        severityKeys.map((key) => [key, incidentsHref({ words, period, more: { severity: key } })]),
      )}
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

function BySeries({ answer, words, bands, by }: Props & { by: Dimension }) {
  const { buckets, period, bucket, series, seriesRest } = answer;
  const frequent = series.slice(0, mostShown);
  const isUnknown = ({ value }: Group) => value === "unknown";
  const shown = [...frequent.filter((one) => !isUnknown(one)), ...frequent.filter(isUnknown)];
  const told = topWords({
    rest: seriesRest,
    shown: shown.length,
    which: "most frequent",
    many: plurals[by],
  });
  const only = (value: string) => ({ [by]: value });
  return (
    <BucketBars
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title={`Incidents by ${labels[by].toLowerCase().replace("ai ", "AI ")}`}
      unit={`incidents per ${bucket}${told === null ? "" : `, ${told}`}`}
      means={meaningOf(getTrends, "series")}
      reads={told === null ? undefined : "Those with fewer incidents are not drawn."}
      n={answer.incidents}
      href={incidentsHref({ words, period })}
      series={shown.map((group, place) => ({
        key: group.value,
        ...looksOf(group, by, place),
        href: incidentsHref({ words, period, more: only(group.value) }),
      }))}
      buckets={buckets.map((one, i) => ({
        start: one.start,
        complete: one.complete,
        recorded: one.recorded,
        values: Object.fromEntries(shown.map(({ value, counts }) => [value, counts[i]!])),
        href: incidentsHref({ words, period: within(period, one) }),
        hrefs: Object.fromEntries(
          shown.map(({ value }) => [
            value,
            incidentsHref({ words, period: within(period, one), more: only(value) }),
          ]),
        ),
      }))}
    />
  );
}
