import { ForestPlot } from "#app/_charts/pictures/forest-plot.tsx";
import { IntervalDots } from "#app/_charts/pictures/interval-dots.tsx";
import { aiAssisted, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { adjustments } from "#lib/analytics/ai-failures.ts";
import { type AiShare, getAiShare } from "#lib/analytics/ai-share.ts";
import { withinWords } from "#lib/analytics/ai-words.ts";
import type { FailureRate } from "#lib/analytics/change-failure-rate.ts";
import { notJudgedWords } from "#lib/analytics/change-failure-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Answered } from "#lib/analytics/shapes.ts";
import { formatPlural, upperFirst } from "#lib/format.ts";
import { type CardProps, links } from "./links.ts";

const dot = ({ failed, changes, rate, low, high }: FailureRate) => ({
  share: rate,
  low,
  high,
  yes: failed,
  known: changes,
});

export function FailureCard({ answer, words }: CardProps) {
  const { failure, followUpDays, period } = answer;
  const open = links(words, period);
  const failed = open.changeParts({ failed: "yes" });
  const note =
    "declined" in failure.ratio
      ? failure.ratio.declined
      : "Where the intervals overlap widely, there is little to tell the groups apart by.";
  const notJudged = notJudgedWords([failure.ai, failure.other, failure.unknown], answer);
  return (
    <IntervalDots
      title="How often changes fail"
      unit={`changes that failed within ${formatPlural(followUpDays, "day")}, n = ${formatPlural(failure.ai.changes + failure.other.changes + failure.unknown.changes, "change")}`}
      means={meaningOf(getAiShare, "failure", "failure.unknown")}
      reads="Whiskers are 95% intervals."
      n={null}
      itemNoun="Changes"
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
      note={notJudged === "" ? note : `Not counted: ${notJudged}. ${note}`}
    />
  );
}

export function RatioCard({ answer: { failure, adjusted, tipping, period }, words }: CardProps) {
  const compared = failure.ai.changes + failure.other.changes;
  const failed = changesHref({
    words,
    period,
    more: { failed: "yes", assistance: [...aiAssisted, "none"].join(",") },
  });
  return (
    <ForestPlot
      title="Crude and adjusted"
      unit={`ratio of failure rates, AI-assisted over not, n = ${formatPlural(compared, "change")}`}
      means={meaningOf(getAiShare, "failure.ratio", "adjusted", "adjusted.tier.ratio")}
      reads="Above one, AI-assisted changes failed more often than the others. Grey where the interval holds one."
      n={null}
      noun="Comparison"
      href={failed}
      hrefLabel="Open the changes that failed"
      items={[
        { key: "crude", label: "All changes", ...asItem(failure.ratio, compared) },
        ...adjustments.map((one) => ({
          key: one,
          label: upperFirst(withinWords[one]),
          ...asItem(riskOf(adjusted[one]), compared),
        })),
      ]}
      note={"declined" in tipping ? tipping.declined : tipping.text}
    />
  );
}

/** The ratio of rates, which compares with the crude one as the odds ratio does not. */
function riskOf(adjusted: AiShare["adjusted"]["tier"]) {
  return "declined" in adjusted ? adjusted : { ...adjusted.ratio, changes: adjusted.changes };
}

function asItem(answered: Answered & { changes?: number }, n: number) {
  if ("declined" in answered)
    return { estimate: null, low: null, high: null, declined: answered.declined, n: answered.n };
  const { estimate, low, high, p } = answered;
  return { estimate, low, high, p, n: answered.changes ?? n };
}

export function TierCard({ answer: { byTier, followUpDays, period }, words }: CardProps) {
  const open = links(words, period);
  const compared = byTier.reduce((sum, { ai, other }) => sum + ai.changes + other.changes, 0);
  return (
    <IntervalDots
      title="How often changes fail, by tier"
      unit={`changes that failed within ${formatPlural(followUpDays, "day")}, n = ${formatPlural(compared, "change")}`}
      means={meaningOf(getAiShare, "byTier")}
      n={null}
      itemNoun="Changes"
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
