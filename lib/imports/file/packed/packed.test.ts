import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bookOf, openBytes, readTable, refusalOf, sheetData, zipOf } from "../testing-forms.ts";

const csv = "id,title\n1,Störung\n2,B\n";
const rows = [
  { id: "1", title: "Störung" },
  { id: "2", title: "B" },
];
const book = bookOf({
  sheets: {
    One: sheetData([
      ["id", "title"],
      ["1", "Störung"],
      ["2", "B"],
    ]),
  },
});

describe("a packed file", () => {
  test.each([
    ["gz", gzipSync(csv)],
    ["gz of several members", Buffer.concat([gzipSync(csv.slice(0, 12)), gzipSync(csv.slice(12))])],
    ["gz of JSON", gzipSync(JSON.stringify(rows))],
    ["ZIP", zipOf({ "history.csv": csv })],
    [
      "ZIP with folders and what systems add",
      zipOf({
        "export/": "",
        "export/history.csv": csv,
        "__MACOSX/export/._history.csv": "x",
        ".DS_Store": "x",
        "export/Thumbs.db": "x",
      }),
    ],
    ["ZIP of JSON on lines", zipOf({ "a.ndjson": rows.map((row) => JSON.stringify(row)).join("\n") })],
    ["ZIP of a workbook", zipOf({ "a.xlsx": book })],
    ["gz of a workbook", gzipSync(book)],
  ])("is read as what is in it: %s", async (_, bytes) => {
    for (const piece of [1, 7, 65_536]) expect((await readTable(bytes, {}, piece)).rows).toEqual(rows);
  });

  test.each([
    ["several files in a ZIP", zipOf({ "a.csv": csv, "b/c.csv": csv }), "2 files: a.csv, b/c.csv"],
    ["a ZIP without files", zipOf({ "a/": "" }), "holds no file"],
    ["a ZIP in a ZIP", zipOf({ "a.zip": zipOf({ "a.csv": csv }) }), "another archive"],
    ["a gz in a gz", gzipSync(gzipSync(csv)), "another archive"],
    ["a gz in a ZIP", zipOf({ "a.gz": gzipSync(csv) }), "another archive"],
    ["a ZIP in a gz", gzipSync(zipOf({ "a.csv": csv })), "another archive"],
    ["a ZIP with a path out of it", zipOf({ "../../a.csv": csv }), "damaged or cannot be trusted"],
    ["an OpenDocument sheet", zipOf({ mimetype: "application/vnd.oasis", "content.xml": "<a/>" }), ".ods"],
    ["a binary workbook", zipOf({ "[Content_Types].xml": "", "xl/workbook.bin": "x" }), ".xlsb"],
    ["a text document", zipOf({ "[Content_Types].xml": "", "word/document.xml": "x" }), "without a sheet"],
    ["a gz that breaks off", gzipSync(csv.repeat(100)).subarray(0, 60), "breaks off"],
    ["a gz that is damaged", damaged(gzipSync(csv), -6), "damaged"],
    ["a ZIP that is damaged", damaged(zipOf({ "a.csv": csv }), 42), "damaged"],
    ["a ZIP that breaks off", zipOf({ "a.csv": csv }).subarray(0, 60), "damaged"],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "PDF"],
    ["a PDF in a ZIP", zipOf({ "a.pdf": "%PDF-1.7\n" }), "In the ZIP archive: This is a PDF"],
    ["a tar archive", tar("a.csv", csv), "tar archive"],
    ["a tar archive in gz", gzipSync(tar("a.csv", csv)), "tar archive"],
    ["an old workbook", compound("Workbook"), ".xls"],
    ["a protected workbook", compound("EncryptedPackage"), "protected by a password"],
    ["a 7-Zip archive", Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), "7-Zip"],
  ])("is refused in words where it is %s", async (_, bytes, words) => {
    expect(await refusalOf(bytes)).toContain(words);
  });

  test("is refused where its ZIP says another size than it has", async () => {
    const honest = zipOf({ "a.csv": csv.repeat(50) });
    for (const size of [3, 5_000_000])
      expect(await refusalOf(withSize(honest, size))).toContain("damaged or cannot be trusted");
  });

  test("is refused where files in its ZIP lie over one another", async () => {
    const bytes = Buffer.from(zipOf({ "a.csv": csv, "b.csv": csv }));
    const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(0, second + 42);
    expect(await refusalOf(bytes)).toContain("lie over one another");
  });

  test("is refused where its ZIP is encrypted", async () => {
    const bytes = Buffer.from(zipOf({ "a.csv": csv }));
    bytes.writeUInt16LE(1, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8);
    expect(await refusalOf(bytes)).toContain("protected by a password");
  });

  test("may be a ZIP larger than what is held of it", async () => {
    const noise = Buffer.alloc(40_000_000);
    for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);
    const bytes = zipOf({ "a.csv": csv, "__MACOSX/noise": noise });
    expect(bytes.length).toBeGreaterThan(34_000_000);
    expect((await readTable(bytes)).rows).toEqual(rows);
  });

  test("that cannot be read for another reason is no refusal", async () => {
    const bytes = zipOf({ "a.csv": csv });
    const open = async function* () {
      yield* openBytes(bytes.subarray(0, 40))();
      throw new Error("the database went away");
    };
    await expect(refusalOf(open)).rejects.toThrow("the database went away");
  });
});

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] as number) ^ 0xff;
  return copy;
}

/** The size that the directory at the end says. */
function withSize(bytes: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(size, copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  return copy;
}

function tar(name: string, content: string): Uint8Array {
  const bytes = Buffer.alloc(1536);
  bytes.write(name, 0);
  bytes.write("ustar", 257);
  bytes.write(content, 512);
  return bytes;
}

function compound(stream: string): Uint8Array {
  const bytes = Buffer.alloc(2048);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  Buffer.from(stream, "utf16le").copy(bytes, 1024);
  return bytes;
}
