import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { readTable } from "../testing-forms.ts";

/** Workbooks as other programs write them, with what makes those hard to read: dates, texts of digits, joined cells. */

const office = (() => {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

type Cell = { type: "date" | "float" | "string" | "time"; value: string; text?: string; span?: number };

function cell({ type, value, span = 1 }: Cell): string {
  const spanned = span > 1 ? ` table:number-columns-spanned="${span}"` : "";
  const covered = "<table:covered-table-cell/>".repeat(span - 1);
  const attribute = {
    date: "office:date-value",
    float: "office:value",
    time: "office:time-value",
    string: "",
  }[type];
  const said = type === "string" ? "" : ` ${attribute}="${value}"`;
  const style =
    type === "date"
      ? ` table:style-name="${value.includes("T") ? "moment" : "day"}"`
      : type === "time"
        ? ' table:style-name="clock"'
        : "";
  const text = type === "string" ? `<text:p>${value}</text:p>` : "";
  return `<table:table-cell office:value-type="${type}"${said}${style}${spanned}>${text}</table:table-cell>${covered}`;
}

/** A flat OpenDocument sheet, which the office program turns into what it saves for others. */
function flat(sheets: Record<string, Cell[][]>): string {
  const tables = Object.entries(sheets).map(
    ([name, rows]) =>
      `<table:table table:name="${name}">${rows.map((row) => `<table:table-row>${row.map(cell).join("")}</table:table-row>`).join("")}</table:table>`,
  );
  const two = (unit: string) => `<number:${unit} number:style="long"/>`;
  const dash = "<number:text>-</number:text>";
  const days = `${two("year")}${dash}${two("month")}${dash}${two("day")}`;
  const clocks = `${two("hours")}<number:text>:</number:text>${two("minutes")}`;
  const style = (name: string) =>
    `<style:style style:name="${name}" style:family="table-cell" style:data-style-name="${name}-form"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="day-form">${days}</number:date-style>
<number:date-style style:name="moment-form">${days}<number:text> </number:text>${clocks}</number:date-style>
<number:time-style style:name="clock-form">${clocks}</number:time-style>
${["day", "moment", "clock"].map(style).join("")}
</office:automatic-styles>
<office:body><office:spreadsheet>${tables.join("")}</office:spreadsheet></office:body></office:document>`;
}

function savedByOffice(sheets: Record<string, Cell[][]>): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "faultline-office-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "history.fods"), flat(sheets));
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const convert = ["--headless", "--convert-to", "xlsx", "--outdir", folder, join(folder, "history.fods")];
  execFileSync("soffice", [profile, ...convert], { stdio: "ignore", timeout: 110_000 });
  return readFileSync(join(folder, "history.xlsx"));
}

const text = (value: string, span?: number): Cell => ({ type: "string", value, span });
const when = (value: string): Cell => ({ type: "date", value });
const number = (value: string): Cell => ({ type: "float", value });

describe("a workbook that another program saved", () => {
  test.skipIf(!office)("by LibreOffice gives its dates, clocks, digits and joined headers", async () => {
    const notes = [[text("Written by hand")]];
    const history = [
      [text("Id"), text("Impact", 2), text("On"), text("At"), text("Lost orders"), text("Zip")],
      [
        text("007"),
        when("2024-03-01T10:00:00"),
        when("2024-03-01T11:30:00"),
        when("2024-02-29"),
        { type: "time", value: "PT17H05M00S" } as Cell,
        number("1200"),
        text("01234"),
      ],
      [
        text("008"),
        when("2023-12-31T23:59:59"),
        text("Ongoing"),
        when("1997-07-04"),
        { type: "time", value: "PT00H00M00S" } as Cell,
        number("0.5"),
        number("1234"),
      ],
    ];
    const bytes = savedByOffice({ Notes: notes, History: history });
    const read = await readTable(bytes, { sheet: "History" });
    expect(read.sheets).toEqual(["Notes", "History"]);
    expect(read.rows.map((row) => Object.values(row))).toEqual([
      ["007", "2024-03-01 10:00:00", "2024-03-01 11:30:00", "2024-02-29", "17:05:00", "1200", "01234"],
      ["008", "2023-12-31 23:59:59", "Ongoing", "1997-07-04", "00:00:00", "0.5", "1234"],
    ]);
    expect(read.columns.slice(0, 3)).toEqual(["Id", "Impact", "Impact (2)"]);
    // A sheet of notes is no table: left to itself, the history is found.
    expect((await readTable(bytes)).sheet).toBe("History");
  });

  test("by a library gives the same", async () => {
    const day = (value: string) => ({ value: new Date(`${value}Z`), type: Date, format: "yyyy-mm-dd" });
    const moment = (value: string) => ({
      value: new Date(`${value}Z`),
      type: Date,
      format: "yyyy-mm-dd hh:mm",
    });
    const words = (value: string) => ({ value, type: String });
    const amount = (value: number) => ({ value, type: Number });
    const history = [
      [
        words("Id"),
        { ...words("Impact"), columnSpan: 2 },
        null,
        words("On"),
        words("Lost orders"),
        words("Zip"),
      ],
      [
        words("007"),
        moment("2024-03-01T10:00:00"),
        moment("2024-03-01T11:30:00"),
        day("2024-02-29T00:00:00"),
        amount(1200),
        words("01234"),
      ],
      [
        words("008"),
        moment("2023-12-31T23:59:59"),
        words("Ongoing"),
        day("1997-07-04T00:00:00"),
        amount(0.5),
        amount(1234),
      ],
    ];
    const written = writeXlsxFile([
      { data: [[words("Written by hand")]], sheet: "Notes" },
      { data: history, sheet: "History" },
    ] as never) as unknown as { toBuffer(): Promise<Buffer> };
    const read = await readTable(await written.toBuffer(), { sheet: "History" });
    expect(read.rows.map((row) => Object.values(row))).toEqual([
      ["007", "2024-03-01 10:00:00", "2024-03-01 11:30:00", "2024-02-29", "1200", "01234"],
      ["008", "2023-12-31 23:59:59", "Ongoing", "1997-07-04", "0.5", "1234"],
    ]);
    expect(read.columns.slice(0, 3)).toEqual(["Id", "Impact", "Impact (2)"]);
  });
});
