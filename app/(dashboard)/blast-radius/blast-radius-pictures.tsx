import type { ReactNode } from "react";
import { HeatMap } from "#app/_charts/pictures/heat-map.tsx";
import { LorenzCurve } from "#app/_charts/pictures/lorenz-curve.tsx";
import { RowBars } from "#app/_charts/pictures/row-bars.tsx";
import { ScatterPlot } from "#app/_charts/pictures/scatter-plot.tsx";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { Card } from "#app/_ui/card.tsx";
import { DataTable } from "#app/_ui/data-table.tsx";
import { Cards, Columns, Wide } from "#app/_ui/layout.tsx";
import type { BlastPictures } from "#lib/analytics/blast-pictures.ts";
import { getBlastPictures } from "#lib/analytics/blast-pictures.ts";
import { type BlastRadius, getBlastRadius } from "#lib/analytics/blast-radius.ts";
import { measureWords } from "#lib/analytics/blast-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { formatCount, formatMinutes, formatShare, formatShort, severityLabel } from "#lib/format.ts";

type Href = (more?: Words) => string;

interface PicturesProps {
  answer: BlastRadius;
  pictures: BlastPictures;
  /** The card of what a quarter may cost. */
  losses: ReactNode;
  words: Words;
}

export function BlastRadiusPictures(props: PicturesProps) {
  const { answer, pictures, losses, words } = props;
  const href: Href = (more) => incidentsHref({ words, period: answer.period, more });
  return (
    <Cards>
      <Wide>
        <Worst answer={answer} href={href} />
      </Wide>
      <Wide>{losses}</Wide>
      <Wide>
        <Plane plane={pictures.plane} href={href} />
      </Wide>
      <Wide>
        <Matrix matrix={pictures.matrix} />
      </Wide>
      <Wide>
        <Columns
          left={
            <>
              <Concentration answer={answer} href={href} />
              <Groups
                title="By system"
                noun="System"
                word="system"
                by="bySystem"
                answer={answer}
                href={href}
              />
            </>
          }
          right={
            <>
              <Groups title="By tier" noun="Tier" word="tier" by="byTier" answer={answer} href={href} />
              <Groups
                title="By organisation"
                noun="Organisation"
                word="org"
                by="byOrg"
                answer={answer}
                href={href}
              />
              <Groups
                title="By region"
                noun="Region"
                word="region"
                by="byRegion"
                answer={answer}
                href={href}
              />
            </>
          }
        />
      </Wide>
    </Cards>
  );
}

function Worst({ answer, href }: { answer: BlastRadius; href: Href }) {
  const { items, thresholds, high } = answer;
  return (
    <Card
      title="The worst, and how far they could have reached"
      subtitle={`${formatCount(items.length)} of ${formatCount(answer.incidents)} incidents, high blast radius first, then by lost orders`}
      means={`${meaningOf(getBlastRadius, "items.highBlast", "items.potentialReach")} High blast radius: ${formatShort(thresholds.lostOrders)} lost orders, ${formatShort(thresholds.errors)} errors, ${thresholds.systems} systems, ${thresholds.regions} regions, a Sev-1 with ${formatMinutes(thresholds.sev1MitigateMinutes)} to mitigate, or an order drop of ${thresholds.orderDropPercent}%, each of them or more${answer.settingsChanged.length === 0 ? "" : "; others held earlier in the period"}.`}
      href={href({ highBlast: "yes" })}
      hrefLabel={`Open the ${formatCount(high)} with a high blast radius`}
    >
      {items.length === 0 ? (
        <p>No incident began in this period.</p>
      ) : (
        <DataTable
          caption="The worst incidents"
          maxHeight={460}
          columns={[
            { key: "title", label: "Incident", wraps: true },
            { key: "severity", label: "Severity" },
            { key: "reasons", label: "High blast radius by", missing: "—", wraps: true },
            { key: "systems", label: "Systems reached", unit: "count", missing: "none named" },
            { key: "potential", label: "Depend on it", unit: "count", missing: "no origin named" },
            { key: "regions", label: "Regions", unit: "count", missing: "none named" },
            { key: "minutes", label: "To mitigate", unit: "minutes", missing: "not recorded" },
            { key: "lost", label: "Lost orders", unit: "count", missing: "not recorded" },
            { key: "errors", label: "Errors", unit: "count", missing: "not recorded" },
          ]}
          rows={items.map((item) => ({
            key: String(item.number),
            cells: {
              title: { value: `INC-${item.number} ${item.title}`, href: `/incidents/${item.number}` },
              severity: severityLabel(item.severity),
              systems: item.systems || null,
              potential: item.potentialReach,
              regions: item.regions || null,
              minutes: item.mitigateMinutes,
              lost: item.lostOrders,
              errors: item.errors,
              reasons: item.reasons.map(measureIn).join(", ") || null,
            },
          }))}
        />
      )}
    </Card>
  );
}

/** "6,300,000 lost orders (100,000 or more)" without its figures, which stand in columns of their own. */
function measureIn(reason: string): string {
  return reason
    .replace(/^[\d,.]+ (percent )?/, "")
    .replace(/ \(.*\)$/, "")
    .replace(/^minutes to mitigate a Sev-1$/, "time to mitigate");
}

function Plane({ plane, href }: { plane: BlastPictures["plane"]; href: Href }) {
  return (
    <ScatterPlot
      title="Lost orders against duration"
      unit={`${plane.bins === null ? "one mark per incident" : "stretches with more incidents are stronger, the ten largest are marks"}, both axes logarithmic`}
      means={meaningOf(getBlastPictures, "plane")}
      reads="Colour is severity, shape is AI involvement."
      href={href({ recorded: "lostOrders,mitigateMinutes" })}
      hrefLabel="Open incidents that recorded both"
      x={{ label: "Time to mitigate", measure: "minutes" }}
      y={{ label: "Lost orders", measure: "count" }}
      data={{
        drawn: plane.drawn,
        undrawn: plane.undrawn,
        points: plane.points.map((point) => ({
          key: String(point.number),
          label: `INC-${point.number} ${point.title}`,
          x: point.mitigateMinutes,
          y: point.lostOrders,
          severity: point.severity,
          ai: point.ai,
          href: `/incidents/${point.number}`,
        })),
        bins:
          plane.bins?.map((bin) => ({
            x0: bin.mitigateFrom,
            x1: bin.mitigateTo,
            y0: bin.lostFrom,
            y1: bin.lostTo,
            count: bin.incidents,
            href: href({
              mitigateMinutes: `${bin.mitigateFrom}..${bin.mitigateTo}`,
              lostOrders: `${bin.lostFrom}..${bin.lostTo}`,
            }),
          })) ?? null,
      }}
    />
  );
}

function Matrix({ matrix }: { matrix: BlastPictures["matrix"] }) {
  return (
    <HeatMap
      title="Which systems the worst ones reached"
      unit={`the ${formatCount(matrix.incidents.length)} worst incidents that reached two systems or more, of ${formatCount(matrix.of)}${matrix.systemsRest.left === 0 ? "" : `; ${topWords({ rest: matrix.systemsRest, shown: matrix.systems.length, which: "most reached", many: "systems" })}`}`}
      means={meaningOf(getBlastPictures, "matrix")}
      reads="Each column is an incident, the worst on the left; the strong colour is where it began, the faint one what it reached from there. Systems that more of them reached stand higher."
      n={matrix.incidents.length}
      rowNoun="System"
      columnNoun="Incident"
      valueLabel="Part"
      rows={matrix.systems.map(({ slug, name }) => ({ key: slug, label: name }))}
      columns={matrix.incidents.map(({ number, title }) => ({
        key: String(number),
        label: `INC-${number} ${title}`,
        short: `INC-${number}`,
      }))}
      cells={matrix.cells.map(({ slug, number, part }) => ({
        row: slug,
        column: String(number),
        value: part === "origin" ? 1 : 0.35,
        text: part === "origin" ? "began here" : "affected",
        lines: [""],
        href: `/incidents/${number}`,
      }))}
      note="Strong: it began here. Faint: affected."
    />
  );
}

function Concentration({ answer, href }: { answer: BlastRadius; href: Href }) {
  const { measure, n, gini, worst, points, single } = answer.concentration;
  const words = measureWords[measure];
  return (
    <LorenzCurve
      title="How few make up most of it"
      unit={`share of ${words}`}
      means={meaningOf(getBlastRadius, "concentration.points", "concentration.gini")}
      n={n}
      href={href({ recorded: measure })}
      measure={words}
      gini={gini}
      points={points.map(({ incidents, total }) => ({ population: incidents, share: total }))}
      worst={worst.flatMap(({ fraction, incidents, share }) =>
        share === null ? [] : [{ fraction, share, href: href({ worst: `${measure}:${incidents}` }) }],
      )}
      note={
        single === null || single.share === null ? undefined : (
          <>
            The single worst, <a href={`/incidents/${single.number}`}>INC-{single.number}</a>, holds{" "}
            {formatShare(single.share)}.
          </>
        )
      }
    />
  );
}

interface GroupsProps {
  title: string;
  noun: string;
  word: string;
  by: "bySystem" | "byTier" | "byOrg" | "byRegion";
  answer: BlastRadius;
  href: Href;
}

const plurals = {
  bySystem: "systems",
  byTier: "tiers",
  byOrg: "organisations",
  byRegion: "regions",
} as const;

/** By lost orders where any are recorded; else by incidents, those with a high blast radius apart. */
function Groups(props: GroupsProps) {
  const { title, noun, word, by, answer, href } = props;
  const groups = answer[by];
  const recorded = groups.some(({ lostOrders }) => lostOrders.sum !== null);
  const told = topWords({
    rest: answer[`${by}Rest`],
    shown: groups.length,
    which: "with most",
    many: plurals[by],
  });
  const most = told === null ? "" : `, ${told}`;
  if (recorded) {
    return (
      <RowBars
        title={title}
        unit={`lost orders${most}`}
        means={meaningOf(getBlastRadius, by, `${by}.lostOrders`)}
        reads="Groups in which none is recorded are hatched."
        noun={noun}
        items={groups.map(({ value, label, incidents, high, lostOrders }) => ({
          key: value,
          label,
          value: lostOrders.sum,
          detail: `${formatCount(lostOrders.recorded)} of ${formatCount(incidents)} incidents recorded it; ${formatCount(high)} with a high blast radius`,
          href: href({ [word]: value, recorded: "lostOrders" }),
          isUnknown: value === "unknown",
        }))}
      />
    );
  }
  return (
    <RowBars
      title={title}
      unit={`incidents${most}, those with a high blast radius first`}
      means={meaningOf(getBlastRadius, by, `${by}.incidents`)}
      noun={noun}
      items={groups
        .toSorted((a, b) => b.incidents - a.incidents)
        .map(({ value, label, incidents, high }) => ({
          key: value,
          label,
          value: incidents,
          parts: [
            { key: "high", label: "High blast radius", colour: "var(--bad)", value: high },
            {
              key: "rest",
              label: "Others",
              colour: value === "unknown" ? "var(--unknown)" : "var(--accent)",
              value: incidents - high,
            },
          ],
          href: href({ [word]: value }),
        }))}
    />
  );
}
