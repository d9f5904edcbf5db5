import { refuse } from "../refuse.ts";
import { isoCellText, numberText } from "./numbers.ts";
import { textRuns, type Workbook } from "./parts.ts";
import { readXml, unescaped, type XmlReader } from "./xml.ts";

/** The rows of a sheet as they stand, as texts. */

export type SheetRow = {
  line: number;
  cells: string[];
  remarks: { column: number; value: string; reason: string }[];
  /** The last cell beyond the width that was asked for, with something in it. */
  beyond: number | null;
  tooLong: boolean;
};

/** The last column a spreadsheet has is XFD. */
const mostColumns = 16_384;
const mostRows = 10_000_000;
const mostRowCharacters = 4_000_000;
const longestValue = 1_000_001;

export type SheetReading = {
  part: string;
  width?: number;
  /** After so many rows the rest is not read. */
  most?: number;
};

export async function* sheetRows(
  book: Workbook,
  { part, width = mostColumns, most = Number.POSITIVE_INFINITY }: SheetReading,
): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let count = 0;
  const take = (row: SheetRow) => {
    count++;
    if (count <= most) rows.push(row);
  };
  const reader = { ...rowReader(book, { width, done: take }), done: () => count >= most };
  for await (const _ of readXml(book.archive.open(part)(), reader)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

type Cell = { column: number; kind: string; style: number; value: string; formula: boolean };

function rowReader(
  book: Workbook,
  { width, done }: { width: number; done: (row: SheetRow) => void },
): XmlReader {
  let row: SheetRow | null = null;
  let cell: Cell | null = null;
  let takes = false;
  let line = 0;
  let next = 0;
  let characters = 0;
  const inline = textRuns((text) => {
    if (cell !== null) cell.value = text;
  });

  function put({ column, ...found }: Cell): void {
    const current = row as SheetRow;
    const { text, remark } = textOf(found, book);
    if (remark !== undefined)
      current.remarks.push({ column, value: found.value.slice(0, 100), reason: remark });
    if (text === "") return;
    if (column >= width) {
      current.beyond = column;
      return;
    }
    characters += text.length;
    if (characters > mostRowCharacters) {
      current.tooLong = true;
      return;
    }
    while (current.cells.length < column) current.cells.push("");
    current.cells[column] = text;
  }

  return {
    open(name, { r, t = "n", s = "0" }) {
      if (name === "row") {
        const said = r === undefined ? line + 1 : Number(r);
        // Two rows of one number cannot be told apart.
        line = said > line ? said : line + 1;
        if (!(line <= mostRows)) throw refuse("The sheet numbers its rows beyond what any spreadsheet has.");
        row = { line, cells: [], remarks: [], beyond: null, tooLong: false };
        next = 0;
        characters = 0;
      } else if (name === "c" && row !== null) {
        const column = r === undefined ? next : columnOf(r);
        if (!(column < mostColumns))
          throw refuse("The sheet has cells beyond the last column of any spreadsheet.");
        next = column + 1;
        cell = { column, kind: t, style: Number(s), value: "", formula: false };
      } else if (name === "v") takes = true;
      else if (name === "f" && cell !== null) cell.formula = true;
      else inline.open(name);
    },
    text(piece) {
      if (takes && cell !== null && cell.value.length < longestValue) cell.value += piece;
      else inline.text(piece);
    },
    close(name) {
      if (name === "v") takes = false;
      else if (name === "c" && cell !== null && row !== null) {
        put(cell);
        cell = null;
      } else if (name === "row" && row !== null) {
        done(row);
        row = null;
      } else inline.close(name);
    },
  };
}

function textOf({ kind, style, value, formula }: Omit<Cell, "column">, book: Workbook) {
  switch (kind) {
    case "s":
      return { text: value === "" ? "" : (book.texts.get(Number(value)) ?? "") };
    case "str":
      return { text: unescaped(value) };
    case "inlineStr":
      return { text: value };
    case "b":
      return { text: value === "" ? "" : /^(1|true)$/i.test(value) ? "true" : "false" };
    case "e":
      return { text: "", remark: "The cell holds an error; it was taken as nothing recorded." };
    case "d":
      return { text: isoCellText(value) };
    default:
      if (value !== "") return numberText(value, book.formats[style] ?? plainFormat, book.is1904);
      return formula
        ? {
            text: "",
            remark: "The formula was never calculated; open the file in a spreadsheet and save it.",
          }
        : { text: "" };
  }
}

const plainFormat = { date: false, clock: false, elapsed: false, percent: false, digits: 0 };

/** A for 0. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** 0 for the A of `A1`. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
    if (column > mostColumns) return mostColumns;
  }
  return column - 1;
}
