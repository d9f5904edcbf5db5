import { endpoints } from "./contract.ts";

/** `npm run routes`: every endpoint with the operation that answers it and the permission it needs. */

const rows = endpoints
  .map(({ method, path, operation: { definition } }) => [
    method,
    `/api/v1${path}`,
    definition.name,
    definition.requires,
  ])
  .toSorted((a, b) => a[1]!.localeCompare(b[1]!) || a[0]!.localeCompare(b[0]!));
const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
for (const row of rows)
  process.stdout.write(`${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}\n`);
