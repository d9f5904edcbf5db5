import { encodings } from "#lib/csv/encoding-names.ts";
import { separatorNames, separators } from "#lib/csv/separators.ts";
import { type Asking, ask, type Finding, settle } from "./asking.ts";

export function askReading({ reading, options }: Asking): Finding[] {
  const found: Finding[] = [];
  const { encoding, doubtful } = reading.encoding();
  if (reading.told !== null) found.push(settle({ id: "reading.rows", field: null, ...reading.told }));
  if (reading.tables.length > 1) {
    found.push(
      ask({
        id: "reading.sheet",
        kind: "sheet",
        text: "Which sheet of the workbook is it?",
        why: `${reading.tables.length} of its sheets hold tables. ${reading.sheet} was read.`,
        options: reading.tables.map((value) => ({ value, label: value })),
        proposed: reading.sheet,
      }),
    );
  }
  if (reading.headerDoubtful && options.header === undefined) {
    found.push(
      ask({
        id: "reading.header",
        kind: "header",
        text: "Does the first row name the columns?",
        why: `It holds values that look like data: ${reading.columns.slice(0, 4).join(", ")}.`,
        options: [
          { value: true, label: "Yes, it names them" },
          { value: false, label: "No, it is data" },
        ],
      }),
    );
  }
  if (doubtful && options.encoding === undefined) {
    found.push(
      ask({
        id: "reading.encoding",
        kind: "encoding",
        text: "Do the accented letters look right?",
        why: `The file was read as ${encoding}, but other encodings fit it too.`,
        options: encodings.map((value) => ({ value, label: value })),
        proposed: encoding,
        required: false,
      }),
    );
  }
  if (reading.separatorDoubtful) {
    found.push(
      ask({
        id: "reading.separator",
        kind: "separator",
        text: "Are the columns separated in the right places?",
        why: `The file was read with a ${separatorNames[reading.separator]} between cells, but another mark fits it too.`,
        options: separators.map((value) => ({ value, label: separatorNames[value] })),
        proposed: reading.separator,
        required: false,
      }),
    );
  }
  return found;
}
