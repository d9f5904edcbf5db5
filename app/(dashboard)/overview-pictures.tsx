import Link from "next/link";
import { BucketBars } from "#app/_charts/pictures/bucket-bars.tsx";
import { SeverityBars } from "#app/_charts/pictures/severity-bars.tsx";
import { ShareChart } from "#app/_charts/pictures/share-chart.tsx";
import { severityKeys } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { bandsIn } from "#app/_server/bands.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { drawnShare } from "#lib/analytics/base-bounds.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Overview } from "#lib/analytics/overview.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { formatCount, formatMinutes, formatPlural } from "#lib/format.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { IncidentsCard } from "./incidents-card.tsx";
import { OverdueCard } from "./overdue-card.tsx";
import { SystemsCard } from "./systems-card.tsx";

/** What the figures are made of. */
export async function OverviewPictures({ answer, words }: { answer: Overview; words: Words }) {
  const { buckets, period, bucket, current } = answer;
  const bands = await bandsIn(period);
  const time = { bucket, zone: period.zone, end: buckets.at(-1)?.end, bands };
  const href = (more?: Words) => incidentsHref({ words, period, more });
  const inBucket = (one: Overview["buckets"][number], more?: Words) =>
    incidentsHref({ words, period: within(period, one), more });
  const worst = await ask(incidentsByNumber, { numbers: answer.worstIncidents.map((one) => one.number) });
  const open = await ask(incidentsByNumber, { numbers: answer.open.numbers });
  const worstTold = topWords({
    rest: answer.worstIncidentsRest,
    shown: answer.worstIncidents.length,
    which: "worst",
    many: "that lost any",
    ofIncidents: true,
  });
  return (
    <Cards>
      <Wide>
        <SeverityBars
          {...time}
          title="Incidents by severity"
          unit={`incidents per ${bucket}`}
          means={meaningOf(getOverview, "buckets.incidents", "buckets.bySeverity")}
          reads="The gravest at the bottom. Hatched buckets are cut by the period or not over yet."
          n={answer.incidents}
          href={href()}
          hrefs={Object.fromEntries(severityKeys.map((key) => [key, href({ severity: key })]))}
          buckets={buckets.map((one) => ({
            start: one.start,
            complete: one.complete,
            recorded: one.recorded,
            bySeverity: one.bySeverity,
            href: inBucket(one),
            hrefs: Object.fromEntries(severityKeys.map((key) => [key, inBucket(one, { severity: key })])),
          }))}
        />
      </Wide>
      <BucketBars
        {...time}
        heavyTailed
        title="Lost orders"
        unit={`lost orders per ${bucket}`}
        means={meaningOf(getOverview, "buckets.lostOrders")}
        reads="Buckets in which none recorded any are left empty, not drawn as zero."
        n={current.lostOrders.recorded}
        href={href({ recorded: "lostOrders", sort: "-lostOrders" })}
        series={[{ key: "lostOrders", label: "Lost orders", colour: "var(--accent)" }]}
        buckets={buckets.map((one) => ({
          start: one.start,
          complete: one.complete,
          recorded: one.recorded,
          values: { lostOrders: one.lostOrders.sum },
          href: inBucket(one, { recorded: "lostOrders", sort: "-lostOrders" }),
        }))}
      />
      <ShareChart
        {...time}
        title="AI share of change-caused incidents and of changes"
        unit={`share per ${bucket}, with 95% intervals`}
        means={meaningOf(getOverview, "current.changeCaused", "aiChanges")}
        n={current.changeCaused.known}
        noun="incidents that a known change caused"
        series={[
          { key: "incidents", label: "Incidents", colour: "var(--ai)" },
          { key: "changes", label: "Changes", colour: "var(--other)", dashed: true },
        ]}
        buckets={buckets.map((one, i) => ({
          start: one.start,
          complete: one.complete,
          recorded: one.recorded,
          shares: { incidents: one.changeCaused, changes: drawnShare(answer.aiChanges.buckets[i]!) },
          href: inBucket(one),
          hrefs: { incidents: inBucket(one, { causedBy: "ai-change" }) },
        }))}
      />
      <IncidentsCard
        title="Worst incidents"
        subtitle={[current.lostOrders.sum === null ? "by errors" : "by lost orders", worstTold ?? []]
          .flat()
          .join(", ")}
        incidents={worst}
        zone={period.zone}
        measure={(incident) =>
          incident.lostOrders === null && current.lostOrders.sum === null
            ? `${formatCount(incident.errors)} errors`
            : `${formatCount(incident.lostOrders)} lost orders`
        }
        empty="No incident of this period recorded lost orders or errors."
        href={href({ sort: current.lostOrders.sum === null ? "-errors" : "-lostOrders" })}
      />
      <SystemsCard answer={answer} hrefOf={(slug) => href({ system: slug })} />
      <OverdueCard />
      {answer.open.count + answer.open.mitigated > 0 && (
        <IncidentsCard
          title="Still open"
          subtitle={
            <OpenWords open={answer.open} shown={open.length} mitigated={href({ status: "mitigated" })} />
          }
          incidents={open}
          zone={period.zone}
          measure={({ startedAt, startedPrecision }) =>
            startedPrecision === "minute"
              ? formatMinutes((answer.computedAt.getTime() - startedAt.getTime()) / 60_000)
              : "since then"
          }
          empty="None: all are mitigated, or their end is not recorded."
          href={href({ status: "open" })}
        />
      )}
    </Cards>
  );
}

type OpenProps = { open: Overview["open"]; shown: number; mitigated: string };

/** What is mitigated and not resolved is not open, and is told beside it. */
function OpenWords({ open, shown, mitigated }: OpenProps) {
  return (
    <>
      {formatPlural(open.count, "incident")}
      {open.numbersRest.left > 0 && `, the ${formatCount(shown)} latest`}
      {open.mitigated > 0 && (
        <>
          {"; "}
          <Link href={mitigated} prefetch={false}>
            {formatCount(open.mitigated)} mitigated, not resolved
          </Link>
        </>
      )}
    </>
  );
}
