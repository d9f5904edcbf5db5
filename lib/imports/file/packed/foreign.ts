/** Files that are no tables, known by their first bytes, and what to do with them. */

const asTable = "Save the table as CSV, JSON or XLSX";

const signatures: { bytes: number[]; at?: number; words: string }[] = [
  { bytes: [0x42, 0x5a, 0x68], words: "This is a bzip2 archive. Unpack it, or pack it with gzip or ZIP." },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    words: "This is an XZ archive. Unpack it, or pack it with gzip or ZIP.",
  },
  {
    bytes: [0x28, 0xb5, 0x2f, 0xfd],
    words: "This is a Zstandard archive. Unpack it, or pack it with gzip or ZIP.",
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    words: "This is a 7-Zip archive. Unpack it, or pack it with gzip or ZIP.",
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    words: "This is a RAR archive. Unpack it, or pack it with gzip or ZIP.",
  },
  {
    bytes: [0x75, 0x73, 0x74, 0x61, 0x72],
    at: 257,
    words: "This is a tar archive. Unpack it, and import its files one after the other.",
  },
  { bytes: [0x25, 0x50, 0x44, 0x46], words: `This is a PDF document. ${asTable} where it was made.` },
  { bytes: [0x89, 0x50, 0x4e, 0x47], words: `This is a picture. ${asTable} where it was made.` },
  { bytes: [0xff, 0xd8, 0xff], words: `This is a picture. ${asTable} where it was made.` },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    words: "This is an SQLite database. Save one of its tables as CSV.",
  },
  { bytes: [0x50, 0x41, 0x52, 0x31], words: "This is a Parquet file. Save it as CSV or JSON." },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], words: "This is an Avro file. Save it as CSV or JSON." },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], words: `This is a text document (RTF). ${asTable}.` },
];

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0];

export function whyForeign(head: Uint8Array): string | null {
  if (begins(head, compoundFile)) return compound(head);
  return signatures.find(({ bytes, at = 0 }) => begins(head.subarray(at), bytes))?.words ?? null;
}

export function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/** Old workbooks and protected new ones are the same kind of container. */
function compound(head: Uint8Array): string {
  const text = Buffer.from(head).toString("latin1").replaceAll("\0", "");
  if (text.includes("EncryptedPackage"))
    return "This workbook is protected by a password. Open it in a spreadsheet, take the password away, and save it again.";
  return "This is an old Excel workbook (.xls), or one that is protected by a password. Open it in a spreadsheet, and save it without a password as .xlsx or CSV.";
}

/** Of a ZIP archive that is a document of some program; null for others. */
export function whyForeignArchive(names: readonly string[]): string | null {
  const has = (name: string) => names.includes(name);
  if (has("xl/workbook.bin"))
    return "This is a binary workbook (.xlsb). Open it in a spreadsheet, and save it as .xlsx or CSV.";
  if (has("mimetype") && has("content.xml"))
    return "This is an OpenDocument file (.ods). Open it in a spreadsheet, and save it as .xlsx or CSV.";
  if (names.some((name) => name.startsWith("Index/") && name.endsWith(".iwa")) || has("Index.zip"))
    return "This is an Apple Numbers document. Export it as .xlsx or CSV.";
  if (has("[Content_Types].xml")) return `This is an Office document without a sheet. ${asTable}.`;
  return null;
}
