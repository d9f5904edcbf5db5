import { z } from "zod";
import { Avoidable, avoidable } from "./avoidable.ts";
import type { Dictionary } from "./facts/columns.ts";
import { HELD, PASSED, sayings, saysOf, saysOfCells, type Tally, UNJUDGED } from "./rule-tally.ts";
import { Figure } from "./shapes.ts";

/** What a rule or a set of rules holds, and what it catches by that. */

const counts = (who: string) => ({
  held: z.int().describe(`${who} that it would have held: they lack something that it asks for.`),
  passed: z.int().describe(`${who} that have all it asks for.`),
  notApplicable: z.int().describe(`${who} that it asks nothing of.`),
  notKnown: z
    .int()
    .describe(
      `${who} of which too little is recorded to tell: neither held nor passed, and in no other number.`,
    ),
});

const Held = {
  ...counts("Changes"),
  heldPerWeek: Figure.meta({
    description: "Changes held in a week, over the weeks that are recorded and over.",
    unit: "changes a week",
    declines: "null under one week",
  }),
  heldForEach: Figure.meta({
    description:
      "Changes held for each culprit among them. Beside it stands what holding at random would take.",
    unit: "changes",
    declines: "null where no culprit is among them",
  }),
};

const fewestWaited = 10;

const Waiting = z
  .object({
    recorded: z.int().describe("Changes that pass it and say when they were put up and approved."),
    of: z.int().describe("Changes that pass it."),
    meanHours: Figure.meta({
      description: "How long those waited for their approval, on average.",
      unit: "hours",
      declines: `null under ${fewestWaited}`,
    }),
    heldHours: Figure.meta({
      description:
        "What the held changes would have waited, had each waited as long as those that pass it did.",
      unit: "hours",
      declines: `null under ${fewestWaited} that recorded it`,
    }),
  })
  .meta({ title: "Waiting for approval" });

export const Price = z
  .object({
    ...Held,
    culprits: z
      .object(counts("Culprits"))
      .describe("The same of those changes that are the culprit of an incident that the filter means."),
    incidents: z.int().describe("Incidents with a culprit among the held changes."),
    lostOrders: Avoidable.meta({ description: "Orders lost in those incidents.", unit: "orders" }),
    errors: Avoidable.meta({ description: "Errors that users met in those incidents.", unit: "errors" }),
    waiting: Waiting.describe("Hours of waiting, from the recorded times of approval."),
    byOrg: z
      .array(
        z.object({
          org: z
            .string()
            .nullable()
            .describe("Organisation that owns the system; null where none is recorded."),
          ...Held,
          culprits: z.int().describe("Culprits among the held."),
        }),
      )
      .describe("The same by organisation, most held first; those of which it holds nothing are left out."),
  })
  .meta({ title: "Price of a rule" });
export type Price = z.infer<typeof Price>;

type PriceWithoutOrgs = Omit<Price, "byOrg">;

/** `set`: the rules as bits of the tally's masks. */
export function priceOf(of: { tally: Tally; set: number; weeks: number | null }): PriceWithoutOrgs {
  const { tally, set, weeks } = of;
  const says = saysOfCells(set, tally);
  const [changes, culprits] = [countsOf(says, tally.changes), countsOf(says, tally.culprits)];
  return {
    ...changes,
    ...ratesOf(changes.held, culprits.held, weeks),
    culprits,
    ...lossesOf(tally, set),
    waiting: waitingOf(tally, says, changes.held),
  };
}

/** The same by organisation, for what is told at length. */
export function pricesByOrg(of: {
  tally: Tally;
  set: number;
  weeks: number | null;
  orgs: Dictionary;
}): Price["byOrg"] {
  const { tally, set, weeks, orgs } = of;
  const says = saysOfCells(set, tally);
  const size = sayings.length;
  const changes = new Int32Array(orgs.words.length * size);
  const culprits = new Int32Array(orgs.words.length);
  for (let cell = 0; cell < says.length; cell += 1) {
    const [org, said] = [tally.orgOf[cell]!, says[cell]!];
    changes[org * size + said]! += tally.changes[cell]!;
    if (said === HELD) culprits[org]! += tally.culprits[cell]!;
  }
  return orgs.words
    .map((org, place) => {
      const own = named(changes.subarray(place * size, place * size + size));
      return { org, ...own, ...ratesOf(own.held, culprits[place]!, weeks), culprits: culprits[place]! };
    })
    .filter(({ held }) => held > 0)
    .sort((a, b) => b.held - a.held || (a.org ?? "").localeCompare(b.org ?? ""));
}

function ratesOf(held: number, culprits: number, weeks: number | null) {
  return {
    heldPerWeek: weeks === null ? null : held / weeks,
    heldForEach: culprits === 0 ? null : held / culprits,
  };
}

function countsOf(says: Uint8Array, each: Int32Array) {
  const counts = new Int32Array(sayings.length);
  for (let cell = 0; cell < says.length; cell += 1) counts[says[cell]!]! += each[cell]!;
  return named(counts);
}

function named([held, notKnown, passed, notApplicable]: Int32Array) {
  return { held: held!, passed: passed!, notApplicable: notApplicable!, notKnown: notKnown! };
}

function lossesOf({ losses }: Tally, set: number) {
  const sums = { incidents: 0, orders: 0, ordersRecorded: 0, errors: 0, errorsRecorded: 0 };
  let unjudged = 0;
  for (const cell of losses) {
    const said = saysOf(set, { ...cell, met: 0 });
    if (said === UNJUDGED) unjudged += cell.incidents;
    if (said !== HELD) continue;
    sums.incidents += cell.incidents;
    sums.orders += cell.lostOrders;
    sums.ordersRecorded += cell.ordersRecorded;
    sums.errors += cell.errors;
    sums.errorsRecorded += cell.errorsRecorded;
  }
  const told = (sum: number, recorded: number) =>
    avoidable({ sum: recorded === 0 ? null : sum, recorded, of: sums.incidents }, unjudged);
  return {
    incidents: sums.incidents,
    lostOrders: told(sums.orders, sums.ordersRecorded),
    errors: told(sums.errors, sums.errorsRecorded),
  };
}

function waitingOf(tally: Tally, says: Uint8Array, held: number) {
  let [recorded, of, hours] = [0, 0, 0];
  for (let cell = 0; cell < says.length; cell += 1) {
    if (says[cell] !== PASSED) continue;
    recorded += tally.waited[cell]!;
    of += tally.changes[cell]!;
    hours += tally.hours[cell]!;
  }
  const meanHours = recorded < fewestWaited ? null : hours / recorded;
  return { recorded, of, meanHours, heldHours: meanHours === null ? null : meanHours * held };
}

/** Held by this rule and by none of those others. */
export function onlyBy({ unmet, changes, culprits }: Tally, rule: number, others: number) {
  const only = { held: 0, culprits: 0 };
  for (let cell = 0; cell < unmet.length; cell += 1) {
    if ((unmet[cell]! & rule) === 0 || (unmet[cell]! & others) !== 0) continue;
    only.held += changes[cell]!;
    only.culprits += culprits[cell]!;
  }
  return only;
}
