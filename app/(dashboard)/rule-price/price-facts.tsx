import { avoidableWords } from "#lib/analytics/avoidable.ts";
import type { Price } from "#lib/analytics/price.ts";
import type { RulePrice } from "#lib/analytics/rule-price.ts";
import { forEachWords } from "#lib/analytics/rule-price-words.ts";
import { formatCount, formatPlural, formatQuantity, formatShort } from "#lib/format.ts";
import classes from "./rule-price.module.css";

type Told = Omit<Price, "byOrg">;

/** A price, figure by figure. */
export function PriceFacts({
  price,
  atRandom,
}: {
  price: Told & Partial<Pick<RulePrice, "only">>;
  atRandom: number | null;
}) {
  const { held, passed, notApplicable, notKnown, culprits, only } = price;
  const facts: [string, string][] = [
    ["Changes held", `${formatCount(held)}${weekWords(price)}`],
    ["Culprits among them", formatCount(culprits.held)],
    ["Held for each culprit", eachWords(price, atRandom)],
    ...(only === undefined
      ? []
      : [["Held by no rule in force", amongWords(only.held, only.culprits)] as [string, string]]),
    [
      "Their incidents lost",
      price.incidents === 0
        ? "nothing: no incident"
        : `${avoidableWords(price.lostOrders)}; ${avoidableWords(price.errors, "error")}`,
    ],
    ["Waiting", waitingWords(price)],
    ["Passed, not asked of", `${formatCount(passed)}, ${formatCount(notApplicable)}`],
    [
      "Not known",
      notKnown === 0
        ? "none"
        : `${formatCount(notKnown)}, ${formatPlural(culprits.notKnown, "culprit")} among them`,
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

function amongWords(changes: number, culprits: number): string {
  if (changes === 0) return "none";
  return `${formatCount(changes)}, ${culprits === 0 ? "no culprit" : formatPlural(culprits, "culprit")} among them`;
}

function weekWords({ heldPerWeek }: Told): string {
  return heldPerWeek === null ? "" : ` (${formatQuantity(heldPerWeek)} a week)`;
}

function eachWords({ heldForEach }: Told, atRandom: number | null): string {
  if (heldForEach === null) return "no culprit is held";
  return `${forEachWords(heldForEach)}${atRandom === null ? "" : `; at random ${forEachWords(atRandom)}`}`;
}

/** How long the held would wait is known from those that passed alone. */
function waitingWords({ waiting }: Pick<Told, "waiting">): string {
  const { recorded, of, meanHours, heldHours } = waiting;
  if (meanHours === null || heldHours === null)
    return `not known: ${formatCount(recorded)} of ${formatCount(of)} that pass say when they were approved`;
  return `${formatShort(Math.round(heldHours))} hours, at the ${formatQuantity(meanHours)} that those that pass waited (${formatCount(recorded)} of ${formatCount(of)} recorded)`;
}
