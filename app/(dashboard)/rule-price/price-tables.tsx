import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { changesHref } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { ListCell, ListTable } from "#app/_ui/list-table.tsx";
import { avoidableWords } from "#lib/analytics/avoidable.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Price } from "#lib/analytics/price.ts";
import { getRulePrice, type RulePrice, type RulePrices } from "#lib/analytics/rule-price.ts";
import { forEachWords } from "#lib/analytics/rule-price-words.ts";
import { formatCount, formatQuantity, formatShort, noData } from "#lib/format.ts";
import classes from "./rule-price.module.css";

type Told = Omit<Price, "byOrg">;

const heads = [
  "Changes held",
  "A week",
  "Culprits",
  "For each",
  "Lost orders",
  "Waiting, hours",
  "Not known",
];

function Head({ first, more }: { first: string; more: readonly string[] }) {
  return (
    <>
      <th scope="col">{first}</th>
      {more.map((label) => (
        <th key={label} scope="col" style={{ textAlign: "right" }}>
          {label}
        </th>
      ))}
    </>
  );
}

function Cells({ price, held, caught }: { price: Told; held?: string; caught?: string }) {
  const { heldPerWeek, heldForEach, lostOrders, waiting } = price;
  const linked = (text: string, href: string | undefined) =>
    href === undefined ? (
      text
    ) : (
      <Link href={href} prefetch={false}>
        {text}
      </Link>
    );
  return (
    <>
      <ListCell numeric>{linked(formatCount(price.held), held)}</ListCell>
      <ListCell numeric>{formatQuantity(heldPerWeek)}</ListCell>
      <ListCell numeric>{linked(formatCount(price.culprits.held), caught)}</ListCell>
      <ListCell numeric missing={heldForEach === null}>
        {heldForEach === null ? noData : forEachWords(heldForEach)}
      </ListCell>
      <Lost losses={lostOrders} />
      <ListCell numeric missing={waiting.heldHours === null}>
        {waiting.heldHours === null ? noData : formatShort(Math.round(waiting.heldHours))}
      </ListCell>
      <ListCell numeric>{formatCount(price.notKnown)}</ListCell>
    </>
  );
}

/** The bound, and below it what it rests on. */
function Lost({ losses }: { losses: Told["lostOrders"] }) {
  const [bound, ...rest] = avoidableWords(losses).split(/, |: /);
  return (
    <ListCell numeric missing={losses.sum === null}>
      {bound!.replace(/ orders?$/, "")}
      {rest.map((part) => (
        <span key={part} className={classes.under}>
          {part}
        </span>
      ))}
    </ListCell>
  );
}

const stateWords: Record<RulePrice["state"], string> = {
  guardrail: "",
  live: " (live)",
  shadow: " (in shadow)",
  draft: " (draft)",
};

/** Every rule alone, and all in force together. */
export function RuleTable({ answer, words }: { answer: RulePrices; words: Words }) {
  const { rules, inForce, period } = answer;
  const href = (rule: RulePrice, more: Words = {}) =>
    rule.state === "guardrail"
      ? changesHref({ words, period, more: { rule: `${rule.rule}:unmet`, ...more } })
      : undefined;
  return (
    <Card
      title="What each rule holds"
      subtitle="changes of the period that lack what it asks for, and the culprits among them"
      means={meaningOf(getRulePrice, "rules.held", "rules.notKnown", "rules.lostOrders", "rules.waiting")}
      note="A culprit that was held is no incident that would not have come."
    >
      <ListTable
        label="Price of each rule"
        caption="Price of each rule"
        head={<Head first="Rule" more={[...heads, "By it alone"]} />}
      >
        {rules.map((rule) => (
          <tr key={rule.rule}>
            <th scope="row">
              {rule.name}
              {stateWords[rule.state]}
            </th>
            <Cells price={rule} held={href(rule)} caught={href(rule, { failed: "yes" })} />
            <ListCell numeric>{formatCount(rule.only.held)}</ListCell>
          </tr>
        ))}
        <tr>
          <th scope="row">All in force together</th>
          <Cells price={inForce} />
          <ListCell missing numeric>
            –
          </ListCell>
        </tr>
      </ListTable>
    </Card>
  );
}

export function PairTable({ answer: { pairs, rules } }: { answer: RulePrices }) {
  const nameOf = (rule: string) => rules.find((one) => one.rule === rule)?.name ?? rule;
  return (
    <details className={classes.more}>
      <summary>Each two rules together, fewest held for each culprit first</summary>
      <ListTable
        label="Price of each two rules"
        caption="Price of each two rules together"
        head={<Head first="Rules" more={heads} />}
      >
        {pairs.map((pair) => (
          <tr key={pair.rules.join(" ")}>
            <th scope="row">{pair.rules.map(nameOf).join(" and ")}</th>
            <Cells price={pair} />
          </tr>
        ))}
      </ListTable>
    </details>
  );
}

/** A price by organisation. */
export function OrgTable({ of: { byOrg } }: { of: Pick<Price, "byOrg"> }) {
  if (byOrg.length === 0) return null;
  return (
    <details className={classes.more}>
      <summary>By organisation</summary>
      <ListTable
        label="Price by organisation"
        caption="Price by organisation"
        head={
          <Head first="Organisation" more={["Changes held", "A week", "Culprits", "For each", "Not known"]} />
        }
      >
        {byOrg.map(({ org, held, heldPerWeek, culprits, heldForEach, notKnown }) => (
          <tr key={org}>
            <th scope="row">{org ?? "Not recorded"}</th>
            <ListCell numeric>{formatCount(held)}</ListCell>
            <ListCell numeric>{formatQuantity(heldPerWeek)}</ListCell>
            <ListCell numeric>{formatCount(culprits)}</ListCell>
            <ListCell numeric missing={heldForEach === null}>
              {heldForEach === null ? noData : forEachWords(heldForEach)}
            </ListCell>
            <ListCell numeric>{formatCount(notKnown)}</ListCell>
          </tr>
        ))}
      </ListTable>
    </details>
  );
}
