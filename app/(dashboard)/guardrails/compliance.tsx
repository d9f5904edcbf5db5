import Link from "next/link";
import { ShareChart } from "#app/_charts/pictures/share-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { type Words, within } from "#app/_server/address.ts";
import { changesHref } from "#app/_server/changes-address.ts";
import { address } from "#app/_ui/filter-address.ts";
import type { Guardrails } from "#lib/analytics/guardrails.ts";
import { getGuardrails } from "#lib/analytics/guardrails.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { type GuardrailRule, guardrailNames, guardrailRules } from "#lib/guardrails/schema.ts";
import classes from "./compliance.module.css";

type Props = { answer: Guardrails; words: Words; bands: Band[] };

/** One rule at a time: eight lines with their intervals would hide one another. */
export function Compliance({ answer, words, bands }: Props) {
  const rule = guardrailRules.find((one) => one === words.by) ?? "two-approvals";
  const place = guardrailRules.indexOf(rule);
  const { buckets, bucket, period, rules } = answer;
  const { met, unmet, unknown } = rules[place]!;
  return (
    <div className={classes.root}>
      <nav aria-label="Compliance with" className={`${classes.choices} no-print`}>
        {guardrailRules.map((one) => (
          <Link
            key={one}
            href={hrefBy(words, one)}
            scroll={false}
            prefetch={false}
            aria-current={one === rule ? "true" : undefined}
          >
            {guardrailNames[one]}
          </Link>
        ))}
      </nav>
      <ShareChart
        bucket={bucket}
        zone={period.zone}
        end={buckets.at(-1)?.end}
        bands={bands}
        title={`Compliance over time: ${guardrailNames[rule].toLowerCase()}`}
        unit={`share of changes that met it per ${bucket}, with 95% intervals`}
        means={meaningOf(getGuardrails, "buckets.compliance")}
        reads={`It is not known of ${unknown.toLocaleString("en")} more. A point opens the changes that lacked it.`}
        n={met + unmet}
        noun="changes where it is known"
        href={changesHref({ words, period, more: { rule: `${rule}:unmet` } })}
        hrefLabel="Open the changes that lacked it"
        series={[{ key: "met", label: "Met", colour: "var(--accent)" }]}
        buckets={buckets.map((one) => {
          const lacked = changesHref({
            words,
            period: within(period, one),
            more: { rule: `${rule}:unmet` },
          });
          return {
            start: one.start,
            complete: one.complete,
            shares: { met: one.compliance[place]! },
            href: lacked,
            hrefs: { met: lacked },
          };
        })}
      />
    </div>
  );
}

function hrefBy(words: Words, rule: GuardrailRule): string {
  const params = new URLSearchParams(words);
  params.set("by", rule);
  return address("/guardrails", params);
}
