import { listIncidents } from "#lib/analytics/incidents.ts";
import { benchDatabase, withScope } from "./data.ts";
import { count, medianMs, milliseconds, type Section, verdict } from "./measure.ts";

/** A page of fifty incidents out of a million, read from the database in the order that the facts give. */

const size = 1_000_000;
const goalMs = 150;

const asked: { words: string; input: Record<string, unknown> }[] = [
  { words: "latest", input: {} },
  { words: "most lost orders", input: { sort: "-lostOrders" } },
  { words: "longest to mitigate", input: { sort: "-mitigateMinutes" } },
  { words: "by severity", input: { sort: "severity" } },
  { words: "most systems", input: { sort: "-systems" } },
  { words: "Sev-1/2 tied to AI, latest", input: { severity: "1,2", ai: "contributing,primary" } },
  { words: "Tier 1 in Japan, most errors", input: { tier: "1", region: "Japan", sort: "-errors" } },
  { words: "Monday mornings, latest", input: { weekday: "1", hour: "9,10,11" } },
  { words: "last 90 days, most lost orders", input: { period: "90d", sort: "-lostOrders" } },
  { words: "words in the title (“payments time”)", input: { q: "payments time" } },
];

export async function measure(): Promise<Section[]> {
  const section: Section = {
    title: `A page of the list of ${count(size)} incidents`,
    columns: ["filter and order", "incidents meant", "first page", "next page"],
    rows: [],
    notes: [],
  };
  const slow: string[] = [];
  await withScope(await benchDatabase(size), async (scope) => {
    for (const { words, input } of asked) {
      const { total, next } = await listIncidents(scope, input);
      const first = await medianMs(() => listIncidents(scope, input), 5);
      const second = await medianMs(() => listIncidents(scope, { ...input, cursor: next }), 5);
      section.rows.push([words, count(total), milliseconds(first), milliseconds(second)]);
      if (verdict(Math.max(first, second), goalMs) === "NO") slow.push(words);
    }
  });
  section.notes.push(
    `Goal: at most ${goalMs} ms each: ${slow.length === 0 ? "yes" : `NO for ${slow.join("; ")}`}.`,
  );
  return [section];
}
