/** A file of so many incidents; its name makes their ids its own. */
export async function* csvOf({ name, rows }: { name: string; rows: number }): AsyncGenerator<Uint8Array> {
  let lines = ["id,title,severity,started_at,lost_orders,regions,services"];
  for (let i = 0; i < rows; i += 1) {
    const at = new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString();
    lines.push(`${name}-${i},Row ${i},SEV${1 + (i % 5)},${at},${i},EU,system-${i % 7}`);
    if (lines.length < 5000) continue;
    yield bytesOf(lines);
    lines = [];
  }
  yield bytesOf(lines);
}

function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
}
