import type { Archive } from "../packed/zip.ts";
import { refuse } from "../refuse.ts";
import { type NumberFormat, numberFormat } from "./number-format.ts";
import { TextPool } from "./text-pool.ts";
import { attribute, readAllXml, unescaped } from "./xml.ts";

/** What a workbook says of itself: its sheets, the texts they share, and how their numbers are shown. */

export type SheetPart = { name: string; hidden: boolean; part: string };

export type Workbook = {
  archive: Archive;
  sheets: SheetPart[];
  is1904: boolean;
  formats: NumberFormat[];
  texts: TextPool;
};

const mostSheets = 500;
const mostFormats = 100_000;
const longestText = 1_000_001;

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const find = (name: string) => archive.names.find((one) => one.toLowerCase() === name.toLowerCase());
  const main = find("xl/workbook.xml") as string;
  const targets = await relationsOf(archive, find("xl/_rels/workbook.xml.rels"));
  const sheets: SheetPart[] = [];
  let is1904 = false;
  await readAllXml(archive.open(main)(), {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const part = find(targets.get(attribute(attributes, "id") ?? "")?.part ?? "");
      // Sheets of charts and macros are none of cells.
      if (part === undefined || !/worksheets?\//i.test(part)) return;
      if (sheets.length >= mostSheets) throw refuse(`The workbook has more than ${mostSheets} sheets.`);
      const sheet = (attributes.name ?? part).slice(0, 300);
      sheets.push({ name: sheet, hidden: (attributes.state ?? "visible") !== "visible", part });
    },
  });
  const partOf = (kind: string) =>
    find([...targets.values()].find(({ type }) => type.endsWith(kind))?.part ?? `xl/${kind}.xml`);
  return {
    archive,
    sheets,
    is1904,
    formats: await formatsOf(archive, partOf("styles")),
    texts: await textsOf(archive, partOf("sharedStrings")),
  };
}

type Relation = { part: string; type: string };

async function relationsOf(archive: Archive, part: string | undefined): Promise<Map<string, Relation>> {
  const targets = new Map<string, Relation>();
  if (part === undefined) return targets;
  await readAllXml(archive.open(part)(), {
    open(name, { Id, Target = "", Type = "" }) {
      if (name !== "Relationship" || Id === undefined || targets.size > 10_000) return;
      const path = Target.startsWith("/") ? Target.slice(1) : `xl/${Target.replace(/^\.\//, "")}`;
      targets.set(Id, { part: path, type: Type });
    },
  });
  return targets;
}

async function formatsOf(archive: Archive, part: string | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  const known = new Map<number, NumberFormat>();
  let inCells = false;
  if (part === undefined) return formats;
  await readAllXml(archive.open(part)(), {
    open(name, { numFmtId, formatCode = "" }) {
      const id = Number(numFmtId ?? 0);
      if (name === "numFmt" && codes.size < mostFormats) codes.set(id, formatCode.slice(0, 300));
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells && formats.length < mostFormats) {
        const format = known.get(id) ?? numberFormat(id, codes.get(id));
        known.set(id, format);
        formats.push(format);
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

async function textsOf(archive: Archive, part: string | undefined): Promise<TextPool> {
  const texts = new TextPool();
  if (part === undefined) return texts;
  const run = textRuns((text) => texts.push(text));
  await readAllXml(archive.open(part)(), run);
  return texts;
}

/** The text of an `si` or an `is`: its runs one after the other, without what tells how they are pronounced. */
export function textRuns(done: (text: string) => void) {
  let text = "";
  let takes = false;
  let spoken = false;
  return {
    open(name: string) {
      if (name === "si" || name === "is") text = "";
      else if (name === "rPh") spoken = true;
      else if (name === "t") takes = !spoken;
    },
    text(piece: string) {
      if (takes && text.length < longestText) text += piece;
    },
    close(name: string) {
      if (name === "t") takes = false;
      else if (name === "rPh") spoken = false;
      else if (name === "si" || name === "is") done(unescaped(text));
    },
  };
}
