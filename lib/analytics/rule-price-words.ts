import { formatCount, formatPlural, formatQuantity } from "#lib/format.ts";
import { avoidableWords } from "./avoidable.ts";
import type { Price } from "./price.ts";
import type { RulePrice } from "./rule-price.ts";

/** "14,556 changes held, 220 culprits among them, 66 for each" */
export function priceWords({
  held,
  culprits,
  heldForEach,
}: Pick<Price, "held" | "culprits" | "heldForEach">): string {
  if (held === 0) return "no change held";
  const caught = culprits.held;
  const head = `${formatPlural(held, "change")} held`;
  if (heldForEach === null) return `${head}, no culprit among ${held === 1 ? "it" : "them"}`;
  if (held === 1) return `${head}, a culprit`;
  return `${head}, ${formatPlural(caught, "culprit")} among them, ${forEachWords(heldForEach)} for each`;
}

/** Below ten a tenth tells something. */
export function forEachWords(heldForEach: number): string {
  return heldForEach < 9.95 ? formatQuantity(heldForEach) : formatCount(Math.round(heldForEach));
}

/** Of what is not recorded nothing is said but that. */
export function notKnownWords({ notKnown, culprits }: Pick<Price, "notKnown" | "culprits">): string {
  if (notKnown === 0) return "";
  const caught = culprits.notKnown === 0 ? "" : `, ${formatPlural(culprits.notKnown, "culprit")} among them`;
  return `Of ${formatPlural(notKnown, "more change")} it is not known${caught}.`;
}

interface Told {
  changes: number;
  culprits: number;
  pending: number;
  atRandom: number | null;
  rules: readonly RulePrice[];
  inForce: Price;
  together: (Price & { rules: readonly string[] }) | null;
  draft: Price | null;
}

export function textOn(of: Told, followUpDays: number): string {
  const { changes, pending, atRandom, rules, inForce, together, draft } = of;
  if (changes === 0) return "No change was recorded singly in this period, so no rule can be priced.";
  const sentences = [
    ...usual(rules, inForce),
    atRandom === null
      ? `None of the ${formatPlural(changes, "change")} is named as the culprit of an incident.`
      : `Holding at random would take ${forEachWords(atRandom)} for each culprit.`,
    pendingWords(pending, followUpDays),
  ];
  if (together !== null) {
    const names = together.rules.map((rule) => rules.find((one) => one.rule === rule)?.name ?? rule);
    sentences.push(`${names.join(" and ")}: ${priceWords(together)}.`, notKnownWords(together));
  }
  if (draft !== null) sentences.push(`The draft: ${priceWords(draft)}.`, notKnownWords(draft));
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** Of the latest changes a price knows only what came of them so far. */
export function pendingWords(pending: number, followUpDays: number): string {
  if (pending === 0) return "";
  const [are, them] = pending === 1 ? ["is", "it"] : ["are", "them"];
  return `${formatPlural(pending, "change")} ${are} not ${formatPlural(followUpDays, "day")} old: an incident may yet name ${them} as its culprit.`;
}

/** A rule with fewer culprits than this is named for no ratio. */
const fewestCulprits = 5;

function usual(rules: readonly RulePrice[], inForce: Price): string[] {
  const forced = rules.filter(({ state }) => state === "guardrail" || state === "live");
  const [best] = forced
    .filter(({ culprits }) => culprits.held >= fewestCulprits)
    .sort((a, b) => a.heldForEach! - b.heldForEach!);
  const losses =
    inForce.incidents === 0
      ? ""
      : ` The incidents of these culprits lost ${avoidableWords(inForce.lostOrders)}.`;
  return [
    `All rules in force together: ${priceWords(inForce)}.${losses}`,
    best === undefined ? "" : `Fewest for each culprit has ${best.name}: ${priceWords(best)}.`,
  ].filter((sentence) => sentence !== "");
}
