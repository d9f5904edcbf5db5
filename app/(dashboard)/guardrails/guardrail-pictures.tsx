import { IntervalDots } from "#app/_charts/pictures/interval-dots.tsx";
import { PartBars } from "#app/_charts/pictures/part-bars.tsx";
import { RowBars } from "#app/_charts/pictures/row-bars.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { changesHref, narrowed } from "#app/_server/changes-address.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { avoidableWords, type Avoidable as Loss } from "#lib/analytics/avoidable.ts";
import type { Guardrails } from "#lib/analytics/guardrails.ts";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { guardrailNames } from "#lib/guardrails/schema.ts";
import { Compliance } from "./compliance.tsx";

type Props = { answer: Guardrails; words: Words };

export function GuardrailPictures({ answer, words, bands }: Props & { bands: Band[] }) {
  return (
    <Cards>
      <Wide>
        <Lacking answer={answer} words={words} />
      </Wide>
      <States answer={answer} words={words} />
      <Avoidable answer={answer} words={words} />
      <Wide>
        <Compliance answer={answer} words={words} bands={bands} />
      </Wide>
      <Wide>
        <Audits answer={answer} words={words} />
      </Wide>
    </Cards>
  );
}

/** A culprit and all changes side by side, rule by rule. */
function Lacking({ answer: { rules, culprits, period }, words }: Props) {
  const href = (more: Words) => changesHref({ words, period, more });
  const applied = rules.filter(({ applicable }) => applicable > 0);
  return (
    <IntervalDots
      title="What culprits lacked, beside all changes"
      unit={`share lacking each safeguard, with 95% intervals, n = ${formatPlural(culprits, "culprit")}`}
      means={meaningOf(getGuardrails, "rules.lacking", "rules.culprits")}
      n={null}
      itemNoun="Safeguard"
      href={href({ failed: "yes" })}
      hrefLabel="Open the culprits"
      items={applied.flatMap(({ rule, lacking, culprits: own }) => {
        const unmet = `${rule}:unmet`;
        return [
          {
            key: `${rule}-culprits`,
            label: `${guardrailNames[rule]}, culprits`,
            ...own.lacking,
            colour: "var(--bad)",
            href: href({ rule: unmet, failed: "yes" }),
          },
          {
            key: `${rule}-all`,
            label: `${guardrailNames[rule]}, all`,
            ...lacking,
            colour: "var(--ink-3)",
            href: href({ rule: unmet, failed: "yes,no" }),
          },
        ];
      })}
    />
  );
}

const parts = [
  { key: "met", label: "Met", colour: "var(--accent)" },
  { key: "unmet", label: "Unmet", colour: "var(--bad)" },
  { key: "unknown", label: "Not known", colour: "var(--unknown)" },
];

function States({ answer: { rules, changes, period }, words }: Props) {
  return (
    <PartBars
      title="Met, unmet, not known"
      unit="parts of the changes to which each rule applies"
      means={meaningOf(getGuardrails, "rules", "rules.unknown")}
      n={changes}
      noun="changes"
      itemNoun="Safeguard"
      parts={parts}
      items={rules
        .filter(({ applicable }) => applicable > 0)
        .map(({ rule, met, unmet, unknown }) => ({
          key: rule,
          label: guardrailNames[rule],
          values: { met, unmet, unknown },
          hrefs: Object.fromEntries(
            parts.map(({ key }) => [key, changesHref({ words, period, more: { rule: `${rule}:${key}` } })]),
          ),
        }))}
    />
  );
}

function Avoidable({ answer: { rules, incidents, period }, words }: Props) {
  const told = rules
    .filter((rule) => rule.incidents > 0)
    .sort((a, b) => (b.lostOrders.sum ?? -1) - (a.lostOrders.sum ?? -1));
  return (
    <RowBars
      title="Lost orders where a safeguard was missing"
      unit="lost orders, as far as they are recorded"
      reads={avoidableReads(told)}
      means={meaningOf(getGuardrails, "rules.lostOrders")}
      n={incidents}
      noun="Safeguard"
      colour="var(--bad)"
      items={told.map(({ rule, incidents: count, lostOrders }) => ({
        key: rule,
        label: guardrailNames[rule],
        value: lostOrders.sum,
        detail: `${formatPlural(count, "incident")}, ${avoidableWords(lostOrders)}`,
        href: incidentsHref({
          words,
          period,
          more: { ...narrowed(words, "lacking", [rule]), sort: "-lostOrders" },
        }),
      }))}
    />
  );
}

/** A ceiling only where everything is recorded and judged. */
function avoidableReads(told: readonly { lostOrders: Loss }[]): string {
  if (told.every(({ lostOrders }) => lostOrders.bound === "ceiling"))
    return "At most this much could have been avoided.";
  return "“At most” bounds what could have been avoided. “At least” is what was lost: with losses not recorded, or culprits not judged, nothing bounds it from above.";
}

const auditParts = [
  { key: "inOrder", label: "In order", colour: "var(--accent)" },
  { key: "deviations", label: "Deviation", colour: "var(--bad)" },
  { key: "open", label: "Not audited", colour: "var(--unknown)" },
];

function Audits({ answer: { audits, period }, words }: Props) {
  const total = audits.reduce((sum, one) => sum + one.changes, 0);
  return (
    <PartBars
      title="Audits of changes to Tier-1 systems"
      unit="parts of the changes of each organisation"
      means={meaningOf(getGuardrails, "audits")}
      n={total}
      noun="changes"
      itemNoun={audits.length === 1 ? "Owner" : "Organisation"}
      parts={auditParts}
      items={audits.flatMap(({ org, owners, ...counts }) => {
        const own = narrowed(words, "org", [org ?? "unknown"]);
        const name = org ?? "Organisation not recorded";
        const all = auditItem({ key: `${org}`, label: name, counts, words, period, more: own });
        if (audits.length > 1) return [all];
        return [
          { ...all, label: `All of ${name}` },
          ...owners.map(({ owner, ...each }) =>
            auditItem({
              key: `${org} ${owner}`,
              label: owner ?? "Owner not recorded",
              counts: each,
              words,
              period,
              more: { ...own, owner: owner ?? "unknown" },
            }),
          ),
        ];
      })}
      note={audits.length > 1 ? "Choose one organisation in the filter to see its owners." : undefined}
    />
  );
}

function auditItem(of: {
  key: string;
  label: string;
  counts: { changes: number; audited: number; inOrder: number; deviations: number };
  words: Words;
  period: Guardrails["period"];
  more: Words;
}) {
  const { key, label, counts, words, period, more } = of;
  const href = (own: Words) =>
    changesHref({ words, period, more: { ...narrowed(words, "tier", ["1"]), ...more, ...own } });
  return {
    key,
    label,
    values: {
      inOrder: counts.inOrder,
      deviations: counts.deviations,
      open: counts.changes - counts.audited,
    },
    text: `${formatCount(counts.audited)} of ${formatCount(counts.changes)}`,
    hrefs: {
      inOrder: href({ outcome: "in-order" }),
      deviations: href({ outcome: "deviation" }),
      open: href({ audited: "no" }),
    },
  };
}
