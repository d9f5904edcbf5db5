/** A file such as a spreadsheet leaves: no zone, days that may be months, words of its own for severity. */

const columns = ["Ref", "Summary", "Priority", "Opened", "Closed", "Service", "Orders lost"] as const;
type Row = readonly string[];

const priorities = ["Critical", "Major", "Minor", "Purple"] as const;
const services = ["Checkout", "Search", "Payments API"];

const two = (value: number) => String(value).padStart(2, "0");

/** No day is above the twelfth, so nothing in the file settles which number is the day. */
function rowOf(i: number): string[] {
  const day = (i % 12) + 1;
  const month = (Math.floor(i / 12) % 12) + 1;
  const at = (hour: number) => `${two(day)}/${two(month)}/2025 ${two(hour)}:${two(i % 60)}`;
  const hour = i % 20;
  return [
    `OPS-${i}`,
    `${services[i % 3]} answers slowly (${i})`,
    priorities[i % 4]!,
    at(hour),
    i % 7 === 0 ? "" : at(hour + 2),
    services[i % 3]!,
    i % 3 === 0 ? String(i % 500) : "",
  ];
}

/** Line by line what is wrong, and what it is mended to. */
export const faults: readonly {
  row: number;
  column: (typeof columns)[number];
  wrong: string;
  right: string;
}[] = [
  { row: 10, column: "Opened", wrong: "last Tuesday", right: "04/03/2025 10:00" },
  { row: 20, column: "Summary", wrong: "", right: "Search is down" },
  { row: 30, column: "Opened", wrong: "", right: "05/04/2025 10:00" },
  { row: 40, column: "Orders lost", wrong: "a few", right: "3" },
  { row: 50, column: "Closed", wrong: "45/45/2025 10:00", right: "" },
];

const line = (cells: Row) =>
  cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

export function incidentFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => rowOf(i));
  for (const { row, column, wrong } of faults) lines[row]![columns.indexOf(column)] = wrong;
  return `${[columns, ...lines].map(line).join("\r\n")}\r\n`;
}

/** What a person does in a spreadsheet with the refused rows. */
export function mended(rows: readonly Record<string, string>[]): string {
  const header = Object.keys(rows[0]!);
  const right = rows.map((row) => {
    const fault = faults.find((one) => `OPS-${one.row}` === row.Ref)!;
    return { ...row, [fault.column]: fault.right };
  });
  return [header, ...right.map((row) => Object.values(row))].map(line).join("\r\n");
}
