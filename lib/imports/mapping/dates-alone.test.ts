import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf } from "#lib/calendar.ts";
import { csvLine } from "#lib/csv/write.ts";
import { momentIn, type Precision, precisionOf, writtenMoment } from "#lib/moments.ts";
import { actions, bodies, createStore, importText, inspect } from "../testing.ts";
import { unanswered, withProposals } from "./answers.ts";

const two = (n: number) => String(n).padStart(2, "0");
const monthNames = [
  "January",
  "Februar",
  "mars",
  "abril",
  "May",
  "Juni",
  "juillet",
  "August",
  "September",
  "oktober",
  "Nov",
  "Dec",
];
const longZones = Intl.supportedValuesOf("timeZone");

type Parts = { year: number; month: number; day: number; hour: number };
type Form = { order: "dmy" | "mdy" | null; day: (parts: Parts) => string; month: (parts: Parts) => string };

/** How tools write a day and a month. */
const forms: Form[] = [
  {
    order: null,
    day: ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`,
    month: ({ year, month }) => `${year}-${two(month)}`,
  },
  {
    order: "dmy",
    day: ({ year, month, day }) => `${day}/${month}/${year}`,
    month: ({ year, month }) => `${month}/${year}`,
  },
  {
    order: "dmy",
    day: ({ year, month, day }) => `${two(day)}.${two(month)}.${year}`,
    month: ({ year, month }) => `${two(month)}.${year}`,
  },
  {
    order: "mdy",
    day: ({ year, month, day }) => `${month}/${day}/${year}`,
    month: ({ year, month }) => `${month}/${year}`,
  },
  {
    order: null,
    day: ({ year, month, day }) => `${day} ${monthNames[month - 1]} ${year}`,
    month: ({ year, month }) => `${monthNames[month - 1]} ${year}`,
  },
  {
    order: null,
    day: ({ year, month, day }) => `${year}/${month}/${day}`,
    month: ({ year, month }) => `${year}/${month}`,
  },
];

const parts = fc.record({
  year: fc.integer({ min: 1971, max: 2190 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 0, max: 23 }),
});
const item = fc.record({
  parts,
  known: fc.constantFrom<Precision>("minute", "day", "month", "quarter", "year"),
});

function cellOf({ day, month }: Form, { parts, known }: { parts: Parts; known: Precision }): string {
  if (known === "year") return String(parts.year);
  if (known === "month") return month(parts);
  if (known === "quarter") return `Q${quarterOf(parts)}/${parts.year}`;
  return known === "day" ? day(parts) : `${day(parts)} ${two(parts.hour)}:30`;
}

const quarterOf = ({ month }: Parts) => Math.ceil(month / 3);
/** What is written of the first day of a date alone. */
const lengths = { minute: 10, day: 10, month: 7, quarter: 7, year: 4 };
const writtenOf = ({ year, month, day }: Parts, known: Precision) =>
  `${year}-${two(known === "quarter" ? quarterOf({ month } as Parts) * 3 - 2 : month)}-${two(day)}`.slice(
    0,
    lengths[known],
  );

describe("a column of dates", () => {
  test("gives back each cell's date and what it is known to, for readers in every zone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...forms),
        fc.constantFrom(...longZones),
        async (items, form, zone) => {
          const lines = items.map((one, i) => csvLine([`K${i}`, `cart ${i}`, cellOf(form, one)]));
          const file = [csvLine(["id", "title", "started_at"]), ...lines].join("");
          const answers = { zone: "UTC", ...(form.order && { order: form.order }) };
          const store = createStore();
          const { rows } = await importText(file, { answers, store });
          const read = bodies(rows).map((body) => {
            const at = body.startedAt as Date;
            const known = precisionOf({ precision: "startedPrecision" }, body);
            if (known === "minute") return [known, at.toISOString().slice(0, 13)];
            // What a reader of that zone sees: the date that begins there.
            const there = dayOf(momentIn(at, known, zone), zone);
            return [known, there.slice(0, writtenMoment(at, known).length)];
          });
          expect(read).toEqual(
            items.map(({ parts, known }) => [
              known,
              known === "minute" ? `${writtenOf(parts, known)}T${two(parts.hour)}` : writtenOf(parts, known),
            ]),
          );
          expect(actions((await importText(file, { answers, store })).rows)).toEqual(
            items.map(() => "unchanged"),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  const mixed = [
    "id,when_it_was,title,amount_usd",
    "1,2024-11-29,Agent is talked into a refund,100",
    "2,2026-02,Coding task runs up a bill,2000",
    "3,2026,Loop of agents runs up a bill,1950",
    "4,2025-12,Vending machine gives everything away,",
    "",
  ].join("\n");

  test("is found where most of its cells are days, months and years, and asked about", async () => {
    const { mapping, questions } = await inspect(mixed);
    expect(mapping.fields.startedAt).toEqual({ from: "column", column: "when_it_was" });
    const proposed = Object.fromEntries(questions.map((one) => [one.id, one.proposed]));
    expect(proposed).toMatchObject({ dateOnly: "day", monthYear: "keep", absentEnd: "unknown" });
    expect(questions.find(({ id }) => id === "monthYear")?.why).toBe(
      "3 cells name a month, a quarter or a year alone: 2026-02, 2026, 2025-12.",
    );
  });

  test("needs a zone only where its days are to be midnights", async () => {
    const { questions } = await inspect(mixed);
    const open = (answers: object) =>
      unanswered(questions, { answers: withProposals(answers, questions), reading: {} }).map(({ id }) => id);
    expect(open({})).toEqual([]);
    expect(open({ dateOnly: "midnight" })).toEqual(["zone"]);
    const timed = await inspect("id,title,started,resolved\n1,a cart,2024-11-29,2024-11-29 10:00\n");
    expect(timed.questions.find(({ id }) => id === "zone")?.when).toBeNull();
  });

  test("is read to the minute where somebody says midnight, and refused where they say so", async () => {
    const midnight = await importText(mixed, {
      answers: { dateOnly: "midnight", zone: "Europe/Berlin", monthYear: "refuse" },
    });
    expect(actions(midnight.rows)).toEqual(["create", "refuse", "refuse", "refuse"]);
    expect(bodies(midnight.rows)[0]).toMatchObject({ startedAt: new Date("2024-11-28T23:00:00Z") });
    expect(bodies(midnight.rows)[0]).not.toHaveProperty("startedPrecision");
  });

  test("with quarters keeps them, as they are written in several languages", async () => {
    const cells = [
      "2026-Q1",
      "Q1 2026",
      "1. Quartal 2026",
      "T1 2026",
      "2026 Q1",
      "Q1/26",
      "1er trimestre 2026",
      "2026年第1四半期",
    ];
    const { rows } = await importText(
      `id,title,started\n${cells.map((cell, i) => `${i},a cart,${cell}\n`).join("")}`,
    );
    expect(bodies(rows).map((body) => [body.startedAt, body.startedPrecision])).toEqual(
      cells.map(() => [new Date("2026-01-01"), "quarter"]),
    );
  });

  test("with a week refuses its row in words", async () => {
    const { plan } = await importText(mixed.replace("when_it_was", "started").replace("2026-02", "2026-W06"));
    expect(plan.refusedSample[0]?.reasons[0]).toMatchObject({
      value: "2026-W06",
      reason: expect.stringContaining("week"),
    });
  });

  test("keeps its date whatever offset stands beside it", async () => {
    const { rows } = await importText(
      "id,title,started\n1,a cart,2024-11-29 +09:00\n2,b cart,29 Nov 2024 PST\n",
    );
    for (const body of bodies(rows))
      expect(body).toMatchObject({ startedAt: new Date("2024-11-29T00:00:00Z"), startedPrecision: "day" });
  });

  test("that says more or less than before changes what a moment is known to", async () => {
    const store = createStore();
    const of = (cell: string) => `id,title,started\n1,a cart,${cell}\n`;
    await importText(of("2026-03-01"), { store });
    const month = await importText(of("2026-03"), { store });
    expect(month.rows[0]).toMatchObject({ action: "update", patch: { startedPrecision: "month" } });
    const other = await importText(of("2026-04"), { store });
    expect(other.rows[0]).toMatchObject({
      patch: { startedAt: new Date("2026-04-01"), startedPrecision: "month" },
    });
    const timed = await importText(of("2026-04-01T00:00:00Z"), { store });
    expect(timed.rows[0]).toMatchObject({
      changes: [{ field: "startedPrecision", from: "month", to: "minute" }],
    });
  });

  test("with a duration beside it gives an end that is known no better than the start", async () => {
    const { rows, inspection } = await importText(
      "id,title,started,duration\n1,a cart,2026-03-05,90m\n2,b cart,2026-03-05,3d\n",
    );
    expect(bodies(rows).map(({ resolvedAt, resolvedPrecision }) => [resolvedAt, resolvedPrecision])).toEqual([
      [new Date("2026-03-05"), "day"],
      [new Date("2026-03-08"), "day"],
    ]);
    expect(inspection.questions.find(({ id }) => id === "dateOnly")?.why).toContain(
      "midnight keeps shorter ones",
    );
  });
});

describe("moments that cannot be known to a date alone", () => {
  test("are asked about as before, and begin their day in a zone", async () => {
    const file = "incident,title,done_at\n1,look,2026-03-05\n";
    const { questions } = await inspect(file, { target: "actions" });
    expect(questions.find(({ id }) => id === "dateOnly")).toMatchObject({
      proposed: "midnight",
      options: [{ value: "midnight" }, { value: "refuse" }],
    });
    expect(questions.find(({ id }) => id === "zone")?.when).toBeNull();
  });

  test("of changes stay midnights beside a day of deployment that is one", async () => {
    const { rows } = await importText(
      "id,title,deployed_at,rolled_back_at\n1,a change,2026-03-05,2026-03-06\n",
      {
        target: "changes",
        answers: { zone: "Europe/Berlin" },
      },
    );
    expect(bodies(rows)[0]).toMatchObject({
      deployedAt: new Date("2026-03-05"),
      deployedPrecision: "day",
      rolledBackAt: new Date("2026-03-05T23:00:00Z"),
    });
  });
});
