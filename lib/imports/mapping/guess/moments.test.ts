import { describe, expect, test } from "vitest";
import { fileOf, importText, inspect } from "../../testing.ts";

/** What is to be read, whatever the columns are called and however the clock is written. */
const began = "2024-03-17T10:30:00.000Z";

const clocks = ["10:30", "10:30:00", "10:30 AM", "10h30", "10.30 Uhr", "1030"];

const names: [day: string, clock: string][] = [
  ["Start Date", "Start Time"],
  ["OUTAGE.START.DATE", "OUTAGE.START.TIME"],
  ["start_date", "start_time"],
  ["StartDate", "StartTime"],
  ["Date", "Time"],
  ["Datum", "Uhrzeit"],
  ["Beginn Datum", "Beginn Uhrzeit"],
  ["Startdatum", "Startzeit"],
  ["Störungsbeginn Datum", "Stoerungsbeginn Uhrzeit"],
  ["date_debut", "heure_debut"],
  ["Date de début", "Heure de début"],
  ["Fecha de inicio", "Hora de inicio"],
  ["Fecha", "Hora"],
  ["Data de início", "Hora de inicio"],
  ["発生日", "発生時刻"],
  ["日付", "時刻"],
  ["Date", "Start"],
];

describe("a day and a time of day in columns of their own", () => {
  test.each(names)(
    "are read together as %s and %s, in either order and each form of clock",
    async (day, clock) => {
      for (const form of clocks) {
        // Digits alone are a clock only where the column says so.
        if (form === "1030" && clock === "Start") continue;
        for (const columns of [
          [day, clock],
          [clock, day],
        ]) {
          const cells: Record<string, string> = { [day]: "17/03/2024", [clock]: form };
          const row = Object.fromEntries(columns.map((column) => [column, cells[column]!]));
          const text = fileOf({ Title: "Payments fail", ...row }, { Title: "Search is slow", ...row });
          const { inspection, rows } = await importText(text, { answers: { zone: "UTC" } });
          expect(inspection.mapping.fields.startedAt).toEqual({
            from: "join",
            columns: [day, clock],
            separator: " ",
          });
          expect(inspection.why.startedAt).toContain("read together");
          expect(rows.map((one) => one.action === "create" && one.body.startedAt)).toEqual([
            new Date(began),
            new Date(began),
          ]);
        }
      }
    },
  );

  test.each([
    ["Date", "Time", "Timezone"],
    ["Datum", "Uhrzeit", "Zeitzone"],
    ["Date de début", "Heure de début", "Fuseau horaire"],
    ["Fecha inicio", "Hora inicio", "Zona horaria"],
    ["Data", "Hora", "Fuso horário"],
    ["開始日", "開始時刻", "タイムゾーン"],
  ])("take the zone of %s, %s and %s along, but not to moments that have one", async (day, clock, zone) => {
    const text = fileOf(
      { Title: "a", [day]: "2024-03-17", [zone]: "UTC", [clock]: "10:30", Resolved: "2024-03-17 20:00Z" },
      { Title: "b", [day]: "2024-03-17", [zone]: "+02:00", [clock]: "12:30", Resolved: "2024-03-17 20:00Z" },
    );
    const { inspection, rows } = await importText(text);
    expect(inspection.mapping.fields.startedAt).toMatchObject({ columns: [day, clock, zone] });
    expect(inspection.mapping.fields.resolvedAt).toEqual({ from: "column", column: "Resolved" });
    for (const one of rows) expect(one).toMatchObject({ body: { startedAt: new Date(began) } });
  });

  test("of start and end go with their own", async () => {
    const { mapping } = await inspect(
      fileOf({
        "Uhrzeit Ende": "11:00",
        "Datum Beginn": "17.03.2024",
        "Datum Ende": "17.03.2024",
        "Uhrzeit Beginn": "10:30",
        Titel: "Zahlung steht still",
      }),
    );
    expect(mapping.fields).toMatchObject({
      startedAt: { columns: ["Datum Beginn", "Uhrzeit Beginn"] },
      resolvedAt: { columns: ["Datum Ende", "Uhrzeit Ende"] },
    });
  });

  test("of which one day serves two clocks are read with both", async () => {
    const { mapping } = await inspect(
      fileOf({ Title: "Search is slow", Date: "2024-03-17", Start: "10:30", End: "11:45" }),
    );
    expect(mapping.fields).toMatchObject({
      startedAt: { columns: ["Date", "Start"] },
      resolvedAt: { columns: ["Date", "End"] },
    });
  });

  test.each([
    ["YEAR", "MONTH", "DAY", "TIME"],
    ["Jahr", "Monat", "Tag", "Uhrzeit"],
    ["Año", "Mes", "Día", "Hora"],
  ])("may stand in columns called %s, %s, %s and %s", async (year, month, day, clock) => {
    const text = fileOf(
      { [month]: "3", [year]: "2024", [day]: "17", [clock]: "10:30", Title: "a b" },
      { [month]: "3", [year]: "2024", [day]: "17", [clock]: "1030", Title: "b c" },
    );
    const { rows } = await importText(text, { answers: { zone: "UTC" } });
    for (const one of rows) expect(one).toMatchObject({ body: { startedAt: new Date(began) } });
  });

  test("are a month where there is no day", async () => {
    const { rows } = await importText(fileOf({ Year: "2024", Month: "March", Title: "a b" }));
    expect(rows[0]).toMatchObject({ body: { startedPrecision: "month" } });
  });
});
