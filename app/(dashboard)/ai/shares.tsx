import { PartBars } from "#app/_charts/pictures/part-bars.tsx";
import { ShareChart } from "#app/_charts/pictures/share-chart.tsx";
import { incidentsHref, within } from "#app/_server/address.ts";
import { aiAssisted, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { baseRateWords, drawnShare, whyBounds } from "#lib/analytics/base-bounds.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Share } from "#lib/analytics/shapes.ts";
import {
  formatCount,
  formatPlural,
  formatRecorded,
  formatShare,
  formatShareInterval,
  severityLabel,
} from "#lib/format.ts";
import { type CardProps, links, type OverTimeProps, parts, split } from "./links.ts";

export function SharesCard({ answer: { changeCaused, changes, totals, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <PartBars
      title="Change-caused incidents and changes, with and without AI"
      unit={`${formatPlural(changeCaused.known + changeCaused.unknown, "incident")} that a change caused, ${formatCount(changes.known + changes.unknown)} changes`}
      means={meaningOf(getAiShare, "changeCaused", "changes")}
      n={null}
      itemNoun="Of all"
      parts={parts}
      items={[
        {
          key: "incidents",
          label: "Change-caused incidents",
          values: split(changeCaused),
          text: formatShareInterval(changeCaused.share, changeCaused),
          hrefs: open.causedParts(),
        },
        {
          key: "changes",
          label: "Changes",
          values: split(changes),
          text: baseRateWords(changes) ?? undefined,
          // Daily totals are counted here and stand in no list, so there is nothing that would open them all.
          hrefs: totals === 0 ? open.changeParts() : undefined,
        },
      ]}
      note={`At the end of each bar: the share of AI among those where it is known, with its 95% interval.${boundsNote(changes)}${totals === 0 ? "" : ` ${formatCount(totals)} of the changes are known as daily totals only.`}`}
    />
  );
}

function boundsNote(changes: Share): string {
  const why = whyBounds(changes);
  return why === ""
    ? ""
    : ` Of changes bounds stand there, since ${why}: from none of them with AI to all of them.`;
}

export function OverTime({
  answer: { buckets, bucket, period, changeCaused, totals },
  words,
  bands,
}: OverTimeProps) {
  const open = links(words, period);
  return (
    <ShareChart
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title="AI share of change-caused incidents and of changes"
      unit={`share per ${bucket}, with 95% intervals`}
      means={meaningOf(getAiShare, "buckets")}
      reads="The line of changes is left out where more than a tenth are not known, or none is known to be without AI."
      n={changeCaused.known}
      noun="incidents that a known change caused"
      href={open.caused("ai-change")}
      series={[
        { key: "incidents", label: "Incidents", colour: "var(--ai)" },
        { key: "changes", label: "Changes", colour: "var(--other)", dashed: true },
      ]}
      buckets={buckets.map((one) => {
        const inside = within(period, one);
        return {
          start: one.start,
          complete: one.complete,
          shares: { incidents: one.changeCaused, changes: drawnShare(one.changes) },
          href: incidentsHref({ words, period: inside }),
          hrefs: {
            incidents: open.caused("ai-change", inside),
            ...(totals === 0
              ? {
                  changes: changesHref({ words, period: inside, more: { assistance: aiAssisted.join(",") } }),
                }
              : {}),
          },
        };
      })}
    />
  );
}

export function SeverityCard({ answer: { bySeverity, incidents, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <PartBars
      title="By severity"
      unit="parts of the incidents of each severity"
      means={meaningOf(getAiShare, "bySeverity")}
      reads="At the end of each bar: the share, with its 95% interval."
      n={incidents.known + incidents.unknown}
      itemNoun="Severity"
      parts={parts}
      items={bySeverity.map(({ severity, share }) => ({
        key: `${severity}`,
        label: severityLabel(severity),
        values: split(share),
        text: formatShareInterval(share.share, share),
        hrefs: open.incidentParts(narrowed(words, "severity", [`${severity ?? "unknown"}`])),
      }))}
    />
  );
}

export function LostOrdersCard({ answer: { lostOrders, period }, words }: CardProps) {
  const open = links(words, period).incidentParts({
    sort: "-lostOrders",
    ...narrowed(words, "recorded", ["lostOrders"]),
  });
  const { ai, other, unknown } = lostOrders;
  const recorded = ai.recorded + other.recorded + unknown.recorded;
  return (
    <PartBars
      title="Lost orders"
      unit="parts of all lost orders"
      means={meaningOf(getAiShare, "lostOrders")}
      reads={`${formatRecorded(recorded, ai.of + other.of + unknown.of)}.`}
      n={recorded}
      itemNoun="Of all"
      parts={parts}
      items={[
        {
          key: "lost",
          label: "Lost orders",
          values: { ai: ai.sum ?? 0, other: other.sum ?? 0, unknown: unknown.sum ?? 0 },
          text: lostOrders.share === null ? undefined : `${formatShare(lostOrders.share)} AI`,
          hrefs: open,
        },
        {
          key: "recorded",
          label: "Incidents that recorded them",
          values: { ai: ai.recorded, other: other.recorded, unknown: unknown.recorded },
          text:
            ai.recorded + other.recorded === 0
              ? undefined
              : `${formatShare(ai.recorded / (ai.recorded + other.recorded))} AI`,
          hrefs: open,
        },
      ]}
      note="At the end of each bar: the part of AI where its involvement is known."
    />
  );
}
