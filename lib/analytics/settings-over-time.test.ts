import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { asyncProperty } from "#db/testing.ts";
import { dayStart, shiftDays } from "#lib/calendar.ts";
import { isAppError } from "#lib/errors.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import { highBlastReasons } from "#lib/incidents/rules.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { recordPostmortems } from "#lib/postmortems/write.ts";
import type { Query } from "#lib/query.ts";
import type { Scope } from "#lib/scope.ts";
import { datedDefaults } from "#lib/settings/dated.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import { getBlastRadius } from "./blast-radius.ts";
import { getFollowThrough } from "./follow-through.ts";
import { listIncidents } from "./incidents.ts";
import { type AnIncident, anIncident, storeCompany } from "./oracle.ts";
import { aSaying, Calendar, type Saying } from "./oracle-settings.ts";
import { getOverview } from "./overview.ts";

const now = "2026-06-15T12:00:00Z";
const today = "2026-06-15";
const zone = "America/New_York";

interface Question {
  name: string;
  words: readonly string[];
  ask: Query<unknown, unknown>;
}

/** Every query of this folder that speaks of a period, found by looking. */
async function questions(): Promise<Question[]> {
  const here = import.meta.dirname;
  const files = readdirSync(here)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("oracle"))
    .map((name) => join(here, name));
  const found = new Map<string, Question>();
  for (const file of files)
    for (const one of Object.values((await import(file)) as Record<string, unknown>)) {
      const definition = (one as Partial<Query<unknown, unknown>> | null)?.definition;
      if (typeof one !== "function" || definition === undefined) continue;
      const shape = (definition.input as z.ZodType & { shape?: object }).shape;
      const words = Object.keys(shape ?? {});
      if (words.includes("from"))
        found.set(definition.name, { name: definition.name, words, ask: one as never });
    }
  return [...found.values()];
}

/** Words that make a question rest on what held. */
const variants: readonly Record<string, string>[] = [
  {},
  { highBlast: "yes" },
  { postmortem: "late,overdue" },
  { factorYes: "outside-working-hours" },
  { outcomeYes: "high-blast" },
  { outcome: "high-blast" },
  { sort: "-lostOrders" },
];

async function answersIn(
  scope: Scope,
  all: readonly Question[],
  of: { from: string; week: string; to: string },
) {
  const answers: Record<string, unknown> = {};
  for (const { name, words, ask } of all)
    for (const more of variants) {
      if (!Object.keys(more).every((word) => words.includes(word))) continue;
      const input = words.includes("to") ? { ...more, from: of.from, to: of.to } : { ...more, from: of.week };
      answers[`${name} ${JSON.stringify(more)}`] = await ask(scope, input).catch((error: unknown) => {
        if (isAppError(error)) return error.errors ?? error.message;
        throw error;
      });
    }
  return answers;
}

async function say(scope: Scope, { values, from }: Saying) {
  const { version } = await getSettings(scope, undefined);
  return updateSettings(scope, { version, ...values, ...(from === undefined ? {} : { holdsFrom: from }) });
}

async function company(incidents: readonly AnIncident[]): Promise<{ scope: Scope; all: Incident[] }> {
  const scope = await testScope({ now });
  await updateSettings(scope, { version: 0, zone });
  await storeCompany(scope, incidents);
  const numbers = incidents.map((_, i) => i + 1);
  const { refused } = await recordPostmortems(scope, {
    items: numbers
      .filter((number) => isPublished({ ...incidents[number - 1]!, number }))
      .map((number) => ({
        incident: { number },
        state: "published",
        summary: "s",
        rootCause: "r",
        timeline: [{ at: incidents[number - 1]!.startedAt, text: "x" }],
        actions: [{ title: "a" }],
        publishedAt: new Date(
          Math.min(
            Date.parse(now),
            Date.parse(incidents[number - 1]!.startedAt) + (number % 20) * 86_400_000,
          ),
        ).toISOString(),
      })),
  });
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
  return { scope, all: await incidentsByNumber(scope, { numbers }) };
}

const aCompany = fc.array(anIncident, { minLength: 15, maxLength: 40 });

describe("what is said of a setting from a day on", () => {
  test("moves no figure of a period before that day", { timeout: 240_000 }, async () => {
    const all = await questions();
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["overview", "review", "blast-radius", "correlation", "follow-through"]),
    );
    const sayings = fc.array(
      aSaying.filter(({ from }) => from !== "always"),
      { minLength: 2, maxLength: 2 },
    );
    await fc.assert(
      asyncProperty(aCompany, aSaying, sayings, async (incidents, initial, changes) => {
        const { scope } = await company(incidents);
        await say(scope, { ...initial, values: { ...initial.values, orderValue: 20 }, from: "always" });
        for (const saying of changes) {
          const day = saying.from === undefined || saying.from > today ? today : saying.from;
          // The review speaks of the week that its day lies in.
          const period = { from: shiftDays(day, -60), week: shiftDays(day, -7), to: day };
          const before = await answersIn(scope, all, period);
          await say(scope, saying);
          expect(await answersIn(scope, all, period)).toEqual(before);
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  test("is what each incident begun since is told with", { timeout: 120_000 }, async () => {
    await fc.assert(
      asyncProperty(
        aCompany,
        fc.array(aSaying, { minLength: 1, maxLength: 6 }),
        async (incidents, changes) => {
          const { scope, all } = await company(incidents);
          const calendar = new Calendar(datedDefaults, today);
          for (const saying of changes) {
            await say(scope, saying);
            calendar.say(saying);
            const settings = await getSettings(scope, undefined);
            for (const field of ["orderValue", "currency", "highBlast", "workingHours"] as const)
              expect(settings[field]).toEqual(calendar.on(field, new Date(now), zone));
          }
          const counted = all.filter(({ kind }) => kind === "incident");
          const amounts = new Map<string, number>();
          let unpriced = 0;
          for (const { startedAt, lostOrders } of counted) {
            if (lostOrders === null || lostOrders === 0) continue;
            const value = calendar.on("orderValue", startedAt, zone);
            const currency = calendar.on("currency", startedAt, zone);
            if (value === null) unpriced += lostOrders;
            else amounts.set(currency, (amounts.get(currency) ?? 0) + lostOrders * value);
          }
          const { current } = await getOverview(scope, {});
          const told = current.lostOrdersWorthBy.filter(({ orders }) => orders > 0);
          expect(new Map(told.map(({ currency, worth }) => [currency, worth]))).toEqual(amounts);
          expect(current.lostOrdersUnpriced ?? 0).toBe(unpriced);
          if (amounts.size === 1 && unpriced === 0)
            expect(current.lostOrdersWorth).toBe([...amounts.values()][0]);
          else if (amounts.size + unpriced > 0) expect(current.lostOrdersWorth).toBeNull();

          const isHigh = (one: Incident) =>
            highBlastReasons(
              {
                ...one,
                systems: one.systems.length,
                regions: one.regions.length,
                mitigateMinutes: one.durations.mitigateMinutes,
              },
              calendar.on("highBlast", one.startedAt, zone),
            ).length > 0;
          const high = counted.filter(isHigh).map(({ number }) => number);
          const listed = await listIncidents(scope, { highBlast: "yes", limit: 500 });
          expect(new Set(listed.items.map(({ number }) => number))).toEqual(new Set(high));
          const reach = await getBlastRadius(scope, { limit: "500" });
          expect(reach.high).toBe(high.length);
          for (const item of reach.items) expect(item.highBlast).toBe(high.includes(item.number));
          const again = await incidentsByNumber(scope, { numbers: counted.map(({ number }) => number) });
          for (const one of again) expect(one.highBlast).toBe(isHigh(one));

          const outside = counted.filter(({ startedAt }) => {
            const { days, from, to } = calendar.on("workingHours", startedAt, zone);
            const { weekday, hour } = wallClock(startedAt);
            return !days.includes(weekday) || hour < from || hour >= to;
          });
          const off = await listIncidents(scope, { factorYes: "outside-working-hours", limit: 500 });
          expect(new Set(off.items.map(({ number }) => number))).toEqual(
            new Set(outside.map(({ number }) => number)),
          );

          const overdue = await listIncidents(scope, { postmortem: "overdue", limit: 500 });
          // Of an end that nobody told this test asks nothing.
          const ended = new Set(
            counted.filter(({ status }) => status !== "unknown").map(({ number }) => number),
          );
          expect(new Set(overdue.items.map(({ number }) => number)).intersection(ended)).toEqual(
            new Set(
              counted.filter((one) => isOverdue(one, calendar)).map(({ number }) => number),
            ).intersection(ended),
          );
          const { workingDays } = await getFollowThrough(scope, {});
          expect(workingDays).toBe(calendar.on("postmortemWorkingDays", new Date(now), zone));
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

function wallClock(at: Date): { weekday: number; hour: number } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  return { weekday: weekdays.indexOf(part("weekday")), hour: Number(part("hour")) };
}

/** Every third incident has no post-mortem, and none has one of which nobody said whether AI was involved. */
function isPublished({ number, aiInvolvement }: Pick<Incident, "number" | "aiInvolvement">): boolean {
  return number % 3 > 0 && aiInvolvement !== "unknown";
}

function isOverdue(one: Incident, calendar: Calendar): boolean {
  const { startedAt, mitigatedAt, resolvedAt, status } = one;
  if (isPublished(one)) return false;
  const over = status === "resolved" || status === "closed" ? startedAt : null;
  const start = resolvedAt ?? mitigatedAt ?? over;
  if (start === null) return false;
  let left = calendar.on("postmortemWorkingDays", startedAt, zone);
  const { days } = calendar.on("workingHours", startedAt, zone);
  let day = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(start);
  while (left > 0) {
    day = shiftDays(day, 1);
    if (days.includes(new Date(day).getUTCDay())) left -= 1;
  }
  return Date.parse(now) >= dayStart(shiftDays(day, 1), zone).getTime();
}
