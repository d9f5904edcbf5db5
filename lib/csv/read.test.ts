import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CsvOptions, CsvProblem, CsvReading, CsvRow } from "./read.ts";
import { readCsv } from "./read.ts";
import { type CsvValue, writeCsv } from "./write.ts";

type Bytes = string | Uint8Array;

async function* pieces(content: Bytes, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(content: Bytes, options?: CsvOptions) {
  const opening = await readCsv(pieces(content), options);
  if (!opening.ok) throw new Error(opening.refusal.reason);
  return { ...opening, ...(await drain(opening)) };
}

async function drain(reading: CsvReading): Promise<{ rows: CsvRow[]; problems: CsvProblem[] }> {
  const rows: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  for await (const batch of reading.batches) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { rows, problems };
}

async function refusal(content: Bytes, options?: CsvOptions) {
  const opening = await readCsv(pieces(content), options);
  return opening.ok ? null : opening.refusal.code;
}

const cellsOf = (rows: CsvRow[]) => rows.map((row) => row.cells);

function utf16(text: string, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(text, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
}

describe("rows and their lines", () => {
  test("a row knows the physical line it starts on, whatever stands in quotes before it", async () => {
    const { rows } = await read('a,b\n1,"x\ny\nz"\n\n2,w\n');
    expect(rows).toEqual([
      { line: 2, cells: ["1", "x\ny\nz"] },
      { line: 6, cells: ["2", "w"] },
    ]);
  });

  test.each(["\n", "\r\n", "\r"])("line ends %j give the same rows", async (end) => {
    const { rows } = await read(["a,b", '1,"2"', "3,4", ""].join(end));
    expect(rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4"] },
    ]);
  });

  test("line ends may be mixed", async () => {
    const { rows } = await read('a,b\r\n1,2\n3,"4"\r\n5,6');
    expect(cellsOf(rows)).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  test("a carriage return inside the last quoted cell is not a line end", async () => {
    const { rows } = await read('a,b\r\n1,"x\r"\r\n2,"y\r"\n3,z\r\n4,"""\r"\r\n');
    expect(cellsOf(rows)).toEqual([
      ["1", "x\r"],
      ["2", "y\r"],
      ["3", "z"],
      ["4", '"\r'],
    ]);
  });

  test("rows wider or narrower than the header are refused one by one, with their cells", async () => {
    const { rows, problems } = await read("a,b\n1\n1,2\n1,2,3\n4,5,,\n");
    expect(cellsOf(rows)).toEqual([
      ["1", "2"],
      ["4", "5"],
    ]);
    expect(problems.map((p) => [p.line, p.refused, p.cells])).toEqual([
      [2, true, ["1"]],
      [4, true, ["1", "2", "3"]],
    ]);
  });

  test("a quote never closed refuses the row it opens in and keeps those before", async () => {
    const { rows, problems } = await read('a,b\n1,2\n3,"cut off');
    expect(cellsOf(rows)).toEqual([["1", "2"]]);
    expect(problems).toMatchObject([
      { line: 3, refused: true, reason: expect.stringContaining("never closed") },
    ]);
  });

  test("a quote never closed does not swallow the memory", async () => {
    const content = `a,b\n1,2\n3,"${"x,y\n".repeat(200_000)}`;
    const { rows, problems } = await read(content, { limits: { rowCharacters: 300_000 } });
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 3, refused: true }]);
  });

  test("NUL bytes are removed and said", async () => {
    const { rows, problems } = await read("a,b\n1,x\0y\n\0,2\n");
    expect(cellsOf(rows)).toEqual([
      ["1", "xy"],
      ["", "2"],
    ]);
    expect(problems).toMatchObject([{ line: 2, column: "b", refused: false }]);
  });

  test("a cell over the limit refuses its row and names the column", async () => {
    const { rows, problems } = await read(`a,b\n1,${"x".repeat(50)}\n1,2\n`, {
      limits: { cellCharacters: 20 },
    });
    expect(cellsOf(rows)).toEqual([["1", "2"]]);
    expect(problems).toMatchObject([{ line: 2, column: "b", refused: true }]);
  });
});

describe("headers", () => {
  test("a name that was guarded is read as it was", async () => {
    const { reading } = await roundTrip(["=total", "a;+b"], [["1", "2"]], ",");
    expect(reading.columns).toEqual(["=total", "a;+b"]);
  });

  test("repeated and empty headers are kept apart", async () => {
    const { columns } = await read("Labels,,Labels,Labels (2),\n1,2,3,4,5\n");
    expect(columns).toEqual(["Labels", "Column 2", "Labels (3)", "Labels (2)", "Column 5"]);
  });

  test("a second column of one name is numbered 2", async () => {
    expect((await read("Labels,Labels,Labels\n1,2,3\n")).columns).toEqual([
      "Labels",
      "Labels (2)",
      "Labels (3)",
    ]);
  });

  test("a first row of data is doubted, and read as data when so told", async () => {
    const content = "1,2024-02-29 10:00,x\n2,2024-03-01 11:00,y\n";
    expect((await read(content)).headerDoubtful).toBe(true);
    const told = await read(content, { header: false });
    expect(told.columns).toEqual(["Column 1", "Column 2", "Column 3"]);
    expect(told.rows).toHaveLength(2);
    expect(told.rows[0]?.line).toBe(1);
  });

  test("a header alone has columns and no rows", async () => {
    const reading = await read("a,b\r\n");
    expect(reading).toMatchObject({ columns: ["a", "b"], rows: [], problems: [], headerDoubtful: false });
  });

  test("a preamble can be skipped", async () => {
    const { columns, rows } = await read("Incident report\nmade today\na,b\n1,2\n", { skipLines: 2 });
    expect(columns).toEqual(["a", "b"]);
    expect(rows).toEqual([{ line: 4, cells: ["1", "2"] }]);
  });
});

describe("separators", () => {
  test.each([",", ";", "\t", "|"])("%j is found", async (separator) => {
    const {
      columns,
      rows,
      separator: found,
    } = await read([`a${separator}b${separator}c`, `1${separator}2.5${separator}x y`, ""].join("\n"));
    expect(found).toBe(separator);
    expect(columns).toEqual(["a", "b", "c"]);
    expect(cellsOf(rows)).toEqual([["1", "2.5", "x y"]]);
  });

  test("decimal commas do not turn a semicolon file into a comma file", async () => {
    const { separator } = await read("a;b\n1,5;2,5\n3,5;4,5\n");
    expect(separator).toBe(";");
  });

  test("commas in text do not hide the tabs", async () => {
    const { separator } = await read("when, roughly\twhat\n1\tone, two\n2\tthree\n");
    expect(separator).toBe("\t");
  });

  test("a sep= line names it and is not a header", async () => {
    const { columns, rows } = await read("sep=|\r\na|b\r\n1|2\r\n");
    expect(columns).toEqual(["a", "b"]);
    expect(rows).toEqual([{ line: 3, cells: ["1", "2"] }]);
  });

  test("can be given", async () => {
    expect((await read("a;b,c\n1;2,3\n", { separator: "," })).columns).toEqual(["a;b", "c"]);
  });
});

describe("encodings", () => {
  const text = "título,größe\ncafé,“ähnlich”\n";
  const expected = [["café", "“ähnlich”"]];
  const western = Uint8Array.from(
    [...text].map((char) => ({ "“": 0x93, "”": 0x94 })[char] ?? char.charCodeAt(0)),
  );

  test.each([
    ["utf-8", new TextEncoder().encode(text)],
    ["utf-8", new TextEncoder().encode(`\ufeff${text}`)],
    ["utf-16le", utf16(text)],
    ["utf-16le", utf16(`\ufeff${text}`)],
    ["utf-16be", utf16(text, true)],
    ["utf-16be", utf16(`\ufeff${text}`, true)],
    ["windows-1252", western],
  ] as const)("%s is found", async (encoding, bytes) => {
    const reading = await read(bytes);
    expect(reading.encoding().encoding).toBe(encoding);
    expect(reading.columns).toEqual(["título", "größe"]);
    expect(cellsOf(reading.rows)).toEqual(expected);
  });

  test("Shift-JIS is found", async () => {
    const bytes = Uint8Array.of(
      ...[
        0x61, 0x2c, 0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a, 0x31, 0x2c, 0x83, 0x65, 0x83, 0x58, 0x83, 0x67,
        0x0a,
      ],
    );
    const reading = await read(bytes);
    expect(reading.encoding().encoding).toBe("shift_jis");
    expect(reading.columns).toEqual(["a", "日本語"]);
    expect(cellsOf(reading.rows)).toEqual([["1", "テスト"]]);
  });

  test("curly apostrophes alone are not taken for kanji", async () => {
    const bytes = Buffer.from("a,b\nit\u0092s,don\u0092t and won\u0092t\n", "latin1");
    expect((await read(bytes)).encoding().encoding).toBe("windows-1252");
  });

  test("an accented letter far down the file still decides", async () => {
    const bytes = Buffer.from(`a,b\n${"1,2\n".repeat(150_000)}3,café\n`, "latin1");
    const opening = await readCsv(pieces(bytes, 65_536));
    if (!opening.ok) throw new Error("refused");
    const { rows } = await drain(opening);
    expect(opening.encoding().encoding).toBe("windows-1252");
    expect(rows.at(-1)).toEqual({ line: 150_002, cells: ["3", "café"] });
  });

  test("can be given, and bytes that do not fit are named", async () => {
    const { problems } = await read(Buffer.from("a,b\n1,caf\u00e9\n", "latin1"), { encoding: "utf-8" });
    expect(problems).toMatchObject([{ line: 2, column: "b", refused: false }]);
  });
});

describe("what is not CSV", () => {
  test.each([
    ["", "empty"],
    ["\ufeff", "empty"],
    ["\n\n  \n", "empty"],
    ['{"id": 1}\n{"id": 2}\n', "not-csv"],
    ["PK\u0003\u0004rest", "not-csv"],
    ["<!DOCTYPE html><html>", "not-csv"],
    ['a,"b\n1,2\n', "unclosed-quote"],
  ])("%j is refused as %s", async (content, code) => {
    expect(await refusal(content)).toBe(code);
  });

  test.each([
    [[0x1f, 0x8b, 0x08, 0x00], "a gzip archive"],
    [[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard archive"],
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "an XZ archive"],
    [[0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip archive"],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "a PNG picture"],
    [[0xff, 0xd8, 0xff, 0xe0], "a JPEG picture"],
  ])("bytes that begin with %j are named as %s", async (bytes, what) => {
    const noise = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256);
    const opening = await readCsv(pieces(Uint8Array.from([...bytes, ...noise])));
    expect(opening).toMatchObject({ ok: false, refusal: { code: "not-csv" } });
    expect(!opening.ok && opening.refusal.reason).toContain(what);
  });

  test("too many columns are refused with the limit named", async () => {
    expect(await refusal("a,b,c\n", { limits: { columns: 2 } })).toBe("too-many-columns");
  });
});

describe("any input", () => {
  const anyText = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", ""));

  test("what is written reads back as it was", async () => {
    const start = fc.constantFrom(
      "",
      "=",
      "'=",
      "''-",
      "+1",
      "-1",
      "\t",
      "\r",
      "@x",
      "'",
      '"',
      "\r\n",
      "x\r",
      '"\r',
    );
    const cell = fc.tuple(start, anyText, start).map((parts) => parts.join(""));
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "\t", "|"), async (rows, separator) => {
        const columns = Array.from({ length: rows[0]?.length ?? 1 }, (_, index) => `column ${index + 1}`);
        const { content, reading } = await roundTrip(columns, rows, separator as ",");
        expect(cellsOf(reading.rows), JSON.stringify(content)).toEqual(rows);
        expect(reading.problems.filter((problem) => problem.refused)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("a cell a spreadsheet would run never begins with what makes it run", async () => {
    const { content } = await roundTrip(["a"], [["=1+1"], ["@x"], ["-5"], ["-5+1"], ["+1"]], ",");
    expect(content.split("\r\n")).toEqual(["a", "'=1+1", "'@x", "-5", "'-5+1", "'+1", ""]);
  });

  test("any bytes end in rows, problems or a refusal", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const opening = await readCsv(pieces(bytes, 64));
        if (!opening.ok) return;
        const { rows } = await drain(opening);
        for (const row of rows) expect(row.cells).toHaveLength(opening.columns.length);
      }),
      { numRuns: 400 },
    );
  });

  test("how the file is cut into pieces changes nothing", async () => {
    const text = fc.array(fc.constantFrom("a", ",", '"', "\n", "\r\n", "é", "\r", "'=", ";"), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(text, async (parts) => {
        const content = `a,b\n${parts.join("")}`;
        const options = { separator: ",", encoding: "utf-8" } as const;
        const whole = await readCsv(pieces(content, 1_000_000), options);
        const cut = await readCsv(pieces(content, 1), options);
        if (!whole.ok || !cut.ok) return expect(whole.ok).toBe(cut.ok);
        expect(await drain(cut)).toEqual(await drain(whole));
      }),
      { numRuns: 300 },
    );
  });
});

async function roundTrip(columns: string[], rows: CsvValue[][], separator: "," | ";" | "\t" | "|") {
  let content = "";
  for await (const piece of writeCsv(columns, rows, { separator })) content += piece;
  return { content, reading: await read(content, { separator, header: true }) };
}
