import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "#lib/csv/write.ts";
import { bodies, importText, inspect } from "../testing.ts";

const two = (n: number) => String(n).padStart(2, "0");
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const join = (...columns: string[]) => ({ from: "join" as const, columns, separator: " " });

/** One date and two clocks: on the day that is written, or the next where the second is the smaller. */
const incident = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  began: fc.integer({ min: 0, max: 1439 }),
  ended: fc.option(fc.integer({ min: 0, max: 1439 })),
});

const dateForms: ((day: number) => string)[] = [
  (day) => `2024-02-${two(day)}`,
  (day) => `${two(day)}.02.2024`,
  (day) => `${day} février 2024`,
];

const tables = {
  "a date and two clocks": {
    columns: ["id", "title", "Date", "Began", "Ended"],
    fields: { startedAt: join("Date", "Began"), resolvedAt: join("Date", "Ended") },
    cells: (date: string, began: string, ended: string) => [date, began, ended],
  },
  "clocks before their date": {
    columns: ["id", "title", "Began", "Ended", "Date"],
    fields: { startedAt: join("Began", "Date"), resolvedAt: join("Ended", "Date") },
    cells: (date: string, began: string, ended: string) => [began, ended, date],
  },
  "a whole moment and a clock": {
    columns: ["id", "title", "Start", "Ended"],
    fields: {
      startedAt: { from: "column" as const, column: "Start" },
      resolvedAt: join("Start", "Ended"),
    },
    cells: (date: string, began: string, ended: string) => [`${date} ${began}`, ended],
  },
};

describe.each(Object.entries(tables))("%s", (_, { columns, fields, cells }) => {
  test("end the next day where the second clock is the smaller, and nowhere where it is empty", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(incident, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...dateForms),
        async (incidents, dateOf) => {
          const lines = incidents.map(({ day, began, ended }, i) =>
            csvLine([
              `K${i}`,
              "cart",
              ...cells(dateOf(day), clock(began), ended === null ? "" : clock(ended)),
            ]),
          );
          const file = [csvLine(columns), ...lines].join("");
          const answers = { zone: "UTC", order: "dmy" as const };
          const { rows, inspection } = await importText(file, { fields, answers });
          const over = incidents.filter(({ began, ended }) => ended !== null && ended < began);
          const question = inspection.questions.find(({ id }) => id === "overMidnight");
          expect(question === undefined).toBe(over.length === 0);
          if (question !== undefined) expect(question.why).toMatch(new RegExp(`^${over.length} rows? ha`));
          const at = (day: number, minutes: number) => new Date(Date.UTC(2024, 1, day, 0, minutes));
          expect(bodies(rows).map(({ startedAt, resolvedAt }) => [startedAt, resolvedAt])).toEqual(
            incidents.map(({ day, began, ended }) => [
              at(day, began),
              ended === null ? undefined : at(ended < began ? day + 1 : day, ended),
            ]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a clock before the start's", () => {
  const file = "id,title,Date,Start time,End time\n1,a,2024-03-30,23:30,02:30\n2,b,2024-03-01,10:00,11:00\n";
  const mapped = {
    startedAt: join("Date", "Start time"),
    resolvedAt: join("Date", "End time"),
  };

  test("is of the next day by the clocks of the zone, also where they were changed in that night", async () => {
    const { rows } = await importText(file, { fields: mapped, answers: { zone: "Europe/Berlin" } });
    // Clocks went from 02:00 to 03:00, so that 02:30 never was: it is read as 03:30.
    expect(bodies(rows)[0]).toMatchObject({
      startedAt: new Date("2024-03-30T22:30:00Z"),
      resolvedAt: new Date("2024-03-31T01:30:00Z"),
    });
  });

  test("is left out, and told as a doubt, where it is to be as it is written", async () => {
    const { rows, plan } = await importText(file, {
      fields: mapped,
      answers: { zone: "UTC", overMidnight: "as-written" },
    });
    expect(bodies(rows)[0]).not.toHaveProperty("resolvedAt");
    expect(plan.doubts).toMatchObject([{ kind: "end-before-start", rows: 1, lines: [2] }]);
  });

  test("is no question where the end has a date of its own", async () => {
    const { questions } = await inspect(
      "id,title,Start date,Start time,End date,End time\n1,a,2024-03-30,23:30,2024-03-30,00:20\n",
    );
    expect(questions.map(({ id }) => id)).not.toContain("overMidnight");
  });
});
