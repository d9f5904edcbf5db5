import { readFile } from "node:fs/promises";

const DAY = 86_400_000;

/** Incidents a day, in UTC, from the first to the last of a file with one JSON object a line. */
export async function daysOf(file: string, field: string): Promise<Float64Array> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  const days = lines.map((line) =>
    Math.floor(Date.parse((JSON.parse(line) as Record<string, string>)[field]!) / DAY),
  );
  if (days.length === 0 || days.some(Number.isNaN))
    throw new Error(`Not every line has an instant in ${field}.`);
  const first = days.reduce((least, day) => Math.min(least, day));
  const last = days.reduce((most, day) => Math.max(most, day));
  const counts = new Float64Array(last - first + 1);
  for (const day of days) counts[day - first]!++;
  return counts;
}
