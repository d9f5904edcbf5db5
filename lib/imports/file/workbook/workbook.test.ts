import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookOf, readTable, refusalOf, sheetData, zipOf } from "../testing-forms.ts";
import { numberFormat } from "./number-format.ts";
import { numberText } from "./numbers.ts";

const number = (value: number | string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

describe("a workbook", () => {
  test("gives texts of all kinds, formulas by their results, and errors as nothing", async () => {
    const texts = [
      "<si><t>plain</t></si>",
      '<si><r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh><t>spoken</t></rPh></si>',
      "<si><t>line_x000D_\nend &amp; &lt;x&gt;</t></si>",
    ].join("");
    const cells = [
      '<c t="s"><v>0</v></c>',
      '<c t="s"><v>1</v></c>',
      '<c t="s"><v>2</v></c>',
      '<c t="inlineStr"><is><t>inline</t></is></c>',
      '<c t="str"><f>A1&amp;"x"</f><v>made</v></c>',
      "<c><f>SUM(1,2)</f><v>3</v></c>",
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      "<c><f>NOW()</f></c>",
      '<c t="inlineStr"><is><t>00123</t></is></c>',
      '<c t="d"><v>2024-03-01T10:00:00.5</v></c>',
    ];
    const head = cells.map((_, index) => `h${index}`);
    const { rows, remarks, format, sheet, sheets, lines } = await readTable(
      bookOf({ sheets: { Data: sheetData([head, cells]) }, texts }),
    );
    expect({ format, sheet, sheets, lines }).toEqual({
      format: "xlsx",
      sheet: "Data",
      sheets: ["Data"],
      lines: [2],
    });
    expect(Object.values(rows[0] as object)).toEqual([
      "plain",
      "rich text",
      "line\r\nend & <x>",
      "inline",
      "made",
      "3",
      "true",
      "",
      "",
      "00123",
      "2024-03-01 10:00:00.500",
    ]);
    expect(remarks.map(({ line, column, value }) => ({ line, column, value }))).toEqual([
      { line: 2, column: "h7", value: "#N/A" },
      { line: 2, column: "h8", value: "" },
    ]);
  });

  test("counts rows as the sheet does: hidden ones are rows, empty ones are passed over", async () => {
    const row = (at: number, cells: string, more = "") => `<row r="${at}"${more}>${cells}</row>`;
    const text = (name: string, value: string) => `<c r="${name}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const data = [
      row(3, text("B3", "id") + text("C3", "title")),
      row(4, text("B4", "1") + text("C4", "A"), ' hidden="1"'),
      row(9, text("C9", "B")),
      row(12, '<c r="B12"/>'),
      ...Array.from({ length: 250 }, (_, at) => row(20 + at, text(`B${20 + at}`, "2"))),
      row(400, text("B400", "3") + text("C400", "C") + text("F400", "astray")),
    ];
    const { rows, lines, refused, headerLine } = await readTable(
      bookOf({ sheets: { One: `<dimension ref="A1:XFD1048576"/><sheetData>${data.join("")}</sheetData>` } }),
    );
    expect(headerLine).toBe(3);
    expect(rows.slice(0, 3)).toEqual([
      { id: "1", title: "A" },
      { id: "", title: "B" },
      { id: "2", title: "" },
    ]);
    expect(lines.slice(0, 4)).toEqual([4, 9, 20, 21]);
    expect(refused).toEqual([{ line: 400, reason: expect.stringContaining("column F"), cells: ["3", "C"] }]);
  });

  test("begins below its titles, and a merged header cell names each column it covers", async () => {
    const data = sheetData([
      ["Incidents of 2024"],
      [],
      ["Id", "When", "", "Severity"],
      ["", "start", "end", ""],
      ["1", "a", "b", "major"],
      ["2", "c", "d", "minor"],
    ]);
    const merges =
      '<mergeCells count="4"><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/><mergeCell ref="D3:D4"/></mergeCells>';
    const { rows, headerLine } = await readTable(bookOf({ sheets: { One: data + merges } }));
    expect(headerLine).toBe(3);
    expect(rows[0]).toEqual({ Id: "1", "When start": "a", "When end": "b", Severity: "major" });
    const flat = sheetData([
      ["Id", "When", ""],
      ["1", "a", "b"],
    ]);
    const wide = await readTable(
      bookOf({ sheets: { One: `${flat}<mergeCells><mergeCell ref="B1:C1"/></mergeCells>` } }),
    );
    expect(wide.rows).toEqual([{ Id: "1", When: "a", "When (2)": "b" }]);
  });

  test("can be told where its header stands, or that it has none", async () => {
    const book = bookOf({
      sheets: {
        One: sheetData([
          ["x", "y"],
          ["id", "title"],
          ["1", "A"],
        ]),
      },
    });
    expect((await readTable(book, { skipLines: 1 })).rows).toEqual([{ id: "1", title: "A" }]);
    expect((await readTable(book, { header: false })).columns).toEqual(["Column 1", "Column 2"]);
    expect((await readTable(book, { header: false })).rows).toHaveLength(3);
  });

  test("is read from the first sheet that holds a table, or from the one that is named", async () => {
    const one = sheetData([
      ["id", "title"],
      ["1", "A"],
    ]);
    const two = sheetData([
      ["id", "title"],
      ["2", "B"],
    ]);
    const book = bookOf({
      sheets: { Cover: sheetData([["About this file"]]), Secret: two, One: one, Two: two },
      hidden: ["Secret"],
    });
    const { sheet, sheets, tables, rows } = await readTable(book);
    expect({ sheet, sheets, tables, rows }).toEqual({
      sheet: "One",
      sheets: ["Cover", "Secret", "One", "Two"],
      tables: ["Secret", "One", "Two"],
      rows: [{ id: "1", title: "A" }],
    });
    expect(await readTable(book, { sheet: "two" })).toMatchObject({
      sheet: "Two",
      tables: [],
      rows: [{ id: "2" }],
    });
    expect(await refusalOf(book, { sheet: "Three" })).toContain("it has Cover, Secret, One, Two");
    expect(await refusalOf(book, { format: "csv" })).toContain("workbook");
    expect(await refusalOf("id,title\n1,A\n", { format: "xlsx" })).toContain("no workbook");
  });

  test.each([
    ["no sheet", bookOf({ sheets: {} }), "no sheet with a table"],
    ["nothing in it", bookOf({ sheets: { One: "<sheetData/>" } }), "no sheet with a table"],
    ["broken XML", bookOf({ sheets: { One: "<sheetData><row></sheetData>" } }), "damaged"],
    [
      "entities",
      zipOf({
        "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>',
      }),
      "declares entities",
    ],
    ["an unknown entity", zipOf({ "xl/workbook.xml": "<workbook>&b;</workbook>" }), "damaged"],
    [
      "too many columns",
      bookOf({ sheets: { One: sheetData([Array.from({ length: 1100 }, (_, i) => `c${i}`), ["1", "2"]]) } }),
      "1100 columns",
    ],
    [
      "a cell beyond all columns",
      bookOf({ sheets: { One: '<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>' } }),
      "beyond the last column",
    ],
    [
      "rows beyond all rows",
      bookOf({ sheets: { One: '<sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData>' } }),
      "rows beyond",
    ],
  ])("with %s is refused in words", async (_, book, words) => {
    expect(await refusalOf(book)).toContain(words);
  });

  test("keeps the years that it counts from", async () => {
    const sheets = {
      One: sheetData([
        ["at", "x"],
        [number(0, 1), "a"],
        [number(43_891.25, 1), "b"],
      ]),
    };
    const said = async (is1904: boolean) =>
      (await readTable(bookOf({ sheets, is1904, formats: ["yyyy-mm-dd"] }))).rows.map(({ at }) => at);
    expect(await said(true)).toEqual(["1904-01-01", "2024-03-02 06:00:00"]);
    expect(await said(false)).toEqual(["", "2020-03-01 06:00:00"]);
  });
});

describe("a number of a sheet", () => {
  const shown = (raw: string, code?: string, id = 200) => numberText(raw, numberFormat(id, code), false).text;

  test.each([
    ["45352", "yyyy-mm-dd", "2024-03-01"],
    ["45352.416666666664", "yyyy-mm-dd hh:mm", "2024-03-01 10:00:00"],
    ["45352.416666666664", "dd.mm.yyyy", "2024-03-01 10:00:00"],
    ["45352.41667", "m/d/yy h:mm", "2024-03-01 10:00:00"],
    ["45352.41666666657", "yyyy-mm-dd hh:mm", "2024-03-01 10:00:00"],
    ["45352.416669560188", "yyyy-mm-dd hh:mm:ss.000", "2024-03-01 10:00:00.250"],
    ["45352", "yyyy-mm-dd hh:mm", "2024-03-01 00:00:00"],
    ["0.4166666666666667", "h:mm", "10:00:00"],
    ["0.99998842592592", "h:mm:ss", "23:59:59"],
    ["0", "h:mm", "00:00:00"],
    ["1.1041666666666667", "[h]:mm", "26:30:00"],
    ["1.1041666666666667", "[mm]:ss", "26:30:00"],
    ["1.5", "h:mm", "36:00:00"],
    ["45352.5", "h:mm", "2024-03-01 12:00:00"],
    ["59", "yyyy-mm-dd", "1900-02-28"],
    ["61", "yyyy-mm-dd", "1900-03-01"],
    ["0.125", "0.0%", "12.5%"],
    ["7", "00000", "00007"],
    ["1234567890123", "0", "1234567890123"],
    ["1E+20", "General", "100000000000000000000"],
    ["1.5E-7", "General", "0.00000015"],
    ["0.30000000000000004", "General", "0.3"],
    ["-3", "General", "-3"],
    ["45352", "Standard", "45352"],
    ["45352", '#,##0 "days"', "45352"],
    ["45352", "[Red]0.00;[Blue]-0.00", "45352"],
    ["45352", "[$-407]d. mmmm yyyy", "2024-03-01"],
    ["45352", 'yyyy"年"m"月"d"日"', "2024-03-01"],
    ["45352", "0.00E+00", "45352"],
    ["-5", "yyyy-mm-dd", "-5"],
  ])("%s shown as %s is %s", (raw, code, expected) => {
    expect(shown(raw, code)).toBe(expected);
  });

  test.each([
    [14, "2024-03-01 12:00:00"],
    [22, "2024-03-01 12:00:00"],
    [30, "2024-03-01 12:00:00"],
    [46, "1088460:00:00"],
    [9, "4535250%"],
    [2, "45352.5"],
    [49, "45352.5"],
  ])("of the format %i is read by what that number means", (id, expected) => {
    expect(shown("45352.5", undefined, id)).toBe(expected);
  });

  test("is the second or millisecond that any moment was, whatever digits a fraction of a day has", () => {
    const days = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2050, 0, 1) });
    fc.assert(
      fc.property(days, fc.constantFrom(1000, 250), (at, step) => {
        const moment = Math.floor(at / step) * step;
        const serial = moment / 86_400_000 + 25_569;
        for (const raw of [String(serial), serial.toPrecision(15), serial.toFixed(10)]) {
          const text = numberText(raw, numberFormat(0, "yyyy-mm-dd hh:mm:ss"), false).text;
          expect(new Date(`${text.replace(" ", "T")}Z`).getTime(), raw).toBe(moment);
        }
      }),
    );
  });
});
