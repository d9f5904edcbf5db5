import { ForestPlot } from "#app/_charts/forest-plot.tsx";
import { IntervalDots } from "#app/_charts/interval-dots.tsx";
import { PartBars } from "#app/_charts/part-bars.tsx";
import { RowBars } from "#app/_charts/row-bars.tsx";
import { ShareChart } from "#app/_charts/share-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { aiAssisted, aiInvolved, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import type { AiShare, Answered, FailureRate } from "#lib/analytics/ai-share.ts";
import {
  formatCount,
  formatPlural,
  formatRecorded,
  formatShare,
  formatShareInterval,
  severityLabel,
} from "#lib/format.ts";
import type { Period } from "#lib/period.ts";

const parts = [
  { key: "ai", label: "AI", colour: "var(--ai)" },
  { key: "other", label: "Not AI", colour: "var(--other)" },
  { key: "unknown", label: "Not known", colour: "var(--unknown)" },
];

/** Lists behind the figures: each group of incidents and of changes. */
function links(words: Words, period: Period) {
  const incidents = (values: string[], more: Words = {}, within: Period = period) =>
    incidentsHref({ words, period: within, more: { ...narrowed(words, "ai", values), ...more } });
  const changes = (values: string[], more: Words = {}) =>
    changesHref({ words, period, more: { assistance: values.join(","), ...more } });
  return {
    incidents,
    changes,
    incidentParts: (more: Words = {}) => ({
      ai: incidents(aiInvolved, more),
      other: incidents(["none"], more),
      unknown: incidents(["unknown"], more),
    }),
    changeParts: (more: Words = {}) => ({
      ai: changes(aiAssisted, more),
      other: changes(["none"], more),
      unknown: changes(["unknown"], more),
    }),
  };
}

type Props = { answer: AiShare; words: Words; bands: Band[] };

export function AiPictures({ answer, words, bands }: Props) {
  return (
    <Cards>
      <SharesCard answer={answer} words={words} />
      <FailureCard answer={answer} words={words} />
      <Wide>
        <OverTime answer={answer} words={words} bands={bands} />
      </Wide>
      <RatioCard answer={answer} words={words} />
      <TierCard answer={answer} words={words} />
      <SeverityCard answer={answer} words={words} />
      <LostOrdersCard answer={answer} words={words} />
      <ToolCard answer={answer} words={words} />
      <EvidenceCard answer={answer} words={words} />
    </Cards>
  );
}

type CardProps = { answer: AiShare; words: Words };

const split = ({ yes, known, unknown }: AiShare["incidents"]) => ({
  ai: yes,
  other: known - yes,
  unknown,
});

function SharesCard({ answer: { incidents, changes, totals, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <PartBars
      title="Incidents and changes, with and without AI"
      unit={`${formatCount(incidents.known + incidents.unknown)} incidents, ${formatCount(changes.known + changes.unknown)} changes`}
      counts="Incidents in which AI made or shaped the change (contributing or primary), beside the production changes made with AI (assisted, generated or by an agent). Many incidents have no change behind them, so the two do not tell how often changes fail; the card beside this one does."
      n={null}
      itemNoun="Of all"
      parts={parts}
      items={[
        {
          key: "incidents",
          label: "Incidents",
          values: split(incidents),
          text: formatShareInterval(incidents.share, incidents),
          hrefs: open.incidentParts(),
        },
        {
          key: "changes",
          label: "Changes",
          values: split(changes),
          text: formatShareInterval(changes.share, changes),
          // Daily totals are counted here and stand in no list, so there is nothing that would open them all.
          hrefs: totals === 0 ? open.changeParts() : undefined,
        },
      ]}
      note={`At the end of each bar: the share of AI among those where it is known, with its 95% interval.${totals === 0 ? "" : ` ${formatCount(totals)} of the changes are known as daily totals only.`}`}
    />
  );
}

const dot = ({ failed, changes, rate, low, high }: FailureRate) => ({
  share: rate,
  low,
  high,
  yes: failed,
  known: changes,
});

function FailureCard({ answer: { failure, period }, words }: CardProps) {
  const open = links(words, period);
  const failed = open.changeParts({ failed: "yes" });
  const note =
    "declined" in failure.ratio
      ? failure.ratio.declined
      : "Where the intervals overlap widely, there is little to tell the groups apart by.";
  return (
    <IntervalDots
      title="How often changes fail"
      unit={`culprits per change, n = ${formatPlural(failure.ai.changes + failure.other.changes + failure.unknown.changes, "change")}`}
      counts="A change failed when it is named as the culprit of at least one of these incidents. Whiskers are 95% intervals. Changes of which it is not known whether AI made them are shown and left out of the comparison."
      n={null}
      noun="Changes"
      href={changesHref({ words, period, more: { failed: "yes" } })}
      hrefLabel="Open the changes that failed"
      items={[
        { key: "ai", label: "AI-assisted", ...dot(failure.ai), colour: "var(--ai)", href: failed.ai },
        { key: "other", label: "Not AI", ...dot(failure.other), colour: "var(--other)", href: failed.other },
        {
          key: "unknown",
          label: "Not known",
          ...dot(failure.unknown),
          colour: "var(--unknown)",
          href: failed.unknown,
        },
      ]}
      note={note}
    />
  );
}

function OverTime({ answer: { buckets, bucket, period, incidents, totals }, words, bands }: Props) {
  const open = links(words, period);
  return (
    <ShareChart
      bucket={bucket}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      bands={bands}
      title="AI share over time"
      unit={`share per ${bucket}, with 95% intervals`}
      counts="The share of incidents in which AI had a hand, beside its share of changes. Those where it is not known are left out of both and stand in the table."
      n={incidents.known}
      noun="incidents with known involvement"
      href={open.incidents(aiInvolved)}
      series={[
        { key: "incidents", label: "Incidents", colour: "var(--ai)" },
        { key: "changes", label: "Changes", colour: "var(--other)", dashed: true },
      ]}
      buckets={buckets.map((one) => {
        const inside = within(period, one);
        return {
          start: one.start,
          complete: one.complete,
          shares: { incidents: one.incidents, changes: one.changes },
          href: incidentsHref({ words, period: inside }),
          hrefs: {
            incidents: open.incidents(aiInvolved, {}, inside),
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

function RatioCard({ answer: { failure, adjusted, tipping, period }, words }: CardProps) {
  const compared = failure.ai.changes + failure.other.changes;
  const failed = changesHref({
    words,
    period,
    more: { failed: "yes", assistance: [...aiAssisted, "none"].join(",") },
  });
  return (
    <ForestPlot
      title="Crude and adjusted"
      unit={`odds ratio of failing, AI-assisted against not, n = ${formatPlural(compared, "change")}`}
      counts="Above one, AI-assisted changes failed more often than the others. AI-assisted changes may go to other systems than the rest; within tiers and within systems like is compared with like (Mantel–Haenszel). Grey where the interval holds one. An association, not a cause."
      n={null}
      noun="Comparison"
      href={failed}
      hrefLabel="Open the changes that failed"
      items={[
        { key: "crude", label: "All changes", ...asItem(failure.oddsRatio, compared) },
        { key: "tier", label: "Within the same tier", ...asItem(adjusted.tier, compared) },
        { key: "system", label: "Within the same system", ...asItem(adjusted.system, compared) },
      ]}
      note={"declined" in tipping ? tipping.declined : tipping.text}
    />
  );
}

function asItem(answered: Answered & { changes?: number }, n: number) {
  if ("declined" in answered)
    return { estimate: null, low: null, high: null, declined: answered.declined, n: answered.n };
  const { estimate, low, high, p } = answered;
  return { estimate, low, high, p, n: answered.changes ?? n };
}

function TierCard({ answer: { byTier, period }, words }: CardProps) {
  const open = links(words, period);
  const compared = byTier.reduce((sum, { ai, other }) => sum + ai.changes + other.changes, 0);
  return (
    <IntervalDots
      title="How often changes fail, by tier"
      unit={`culprits per change, n = ${formatPlural(compared, "change")}`}
      counts="The tier is that of the changed system. If AI-assisted changes go to tiers where all changes fail more often, their failures look worse than they are; within a tier that is gone. Changes to systems without a tier are left out."
      n={null}
      noun="Changes"
      items={byTier.flatMap(({ tier, ai, other }) => {
        const failed = open.changeParts({ failed: "yes", ...narrowed(words, "tier", [`${tier}`]) });
        return [
          { key: `${tier}-ai`, label: `Tier ${tier}, AI`, ...dot(ai), colour: "var(--ai)", href: failed.ai },
          {
            key: `${tier}-other`,
            label: `Tier ${tier}, not AI`,
            ...dot(other),
            colour: "var(--other)",
            href: failed.other,
          },
        ];
      })}
    />
  );
}

function SeverityCard({ answer: { bySeverity, incidents, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <PartBars
      title="By severity"
      unit="parts of the incidents of each severity"
      counts="At the end of each bar: the share of AI among those where it is known, with its 95% interval. Small groups have wide intervals."
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

function LostOrdersCard({ answer: { lostOrders, period }, words }: CardProps) {
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
      counts={`The sum over incidents that recorded lost orders: ${formatRecorded(recorded, ai.of + other.of + unknown.of)}. A few enormous incidents decide such a sum; it says little about how often things go wrong.`}
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

function ToolCard({ answer: { tools, incidents, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <RowBars
      title="AI-assisted incidents by tool"
      unit="incidents"
      counts="Incidents with AI involvement, by the tool that made or shaped the change. How many changes were made with each tool stands beside it in the table: a tool that makes more changes has more to fail."
      n={incidents.yes}
      noun="Tool"
      colour="var(--ai)"
      href={open.incidents(aiInvolved)}
      items={tools.map(({ tool, incidents: count, changes }) => ({
        key: tool ?? "unknown",
        label: tool ?? "Tool not recorded",
        isUnknown: tool === null,
        value: count,
        detail: `${formatPlural(changes, "change")} made with it`,
        href: open.incidents(aiInvolved, narrowed(words, "tool", [tool ?? "unknown"])),
      }))}
    />
  );
}

function EvidenceCard({ answer: { evidence, incidents, changes, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <RowBars
      title="How it is known"
      unit="AI-assisted incidents by evidence"
      counts="By what it is known that AI had a hand. Shares of incidents and of changes compare fairly only where both are known in the same way: if incidents are labelled by what engineers say and changes by marks in commits, the two shares differ for that reason alone."
      n={incidents.yes}
      noun="Evidence"
      colour="var(--ai)"
      href={open.incidents(aiInvolved)}
      items={evidence.map((one) => ({
        key: one.evidence,
        label: one.evidence === "none" ? "Evidence not recorded" : wordsFor(one.evidence),
        isUnknown: one.evidence === "none",
        value: one.incidents,
        detail: `${formatPlural(one.changes, "change")} of ${formatCount(changes.yes)} known in this way`,
        href: open.incidents(aiInvolved, narrowed(words, "evidence", [one.evidence])),
      }))}
    />
  );
}
