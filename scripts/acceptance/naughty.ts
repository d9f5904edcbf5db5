import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { importFile, tallyOf } from "./imports.ts";
import type { Answer, Instance } from "./server.ts";

type Stored = { title: string; summary: string | null };

/** Strings that break programs, as titles and summaries: exported, imported elsewhere, and the same in the end. */
export async function naughtyFaults(here: Instance, elsewhere: Instance, path: string): Promise<string[]> {
  const strings = JSON.parse(readFileSync(path, "utf8")) as string[];
  const faults: string[] = [];
  let stored = 0;
  for (const [i, text] of strings.entries()) {
    const body = {
      source: "naughty",
      externalId: `N-${i}`,
      title: `${i}`,
      summary: text,
      startedAt: "2026-03-01T00:00:00Z",
    };
    const answers = [
      await here.post("/incidents", { ...body, title: text, externalId: `T-${i}` }),
      await here.post("/incidents", body),
    ];
    for (const { status, text: said } of answers)
      if (status >= 500) faults.push(`string ${i}: ${status} ${said}`);
    stored += answers.filter(({ status }) => status < 300).length;
  }
  const filter = "?period=all&source=naughty";
  const file = await here.get(`/incidents.csv${filter}`);
  const cells = Papa.parse<string[]>(file.text).data.flat();
  const run = cells.filter((cell) => /^[=+@\t\r-]/.test(cell) && !Number.isFinite(Number(cell)));
  for (const cell of run) faults.push(`a spreadsheet would run ${JSON.stringify(cell)}`);
  const bytes = new TextEncoder().encode(file.text);
  const outcome = await importFile(elsewhere, { name: "incidents.csv", bytes, target: "incidents" });
  if ("refused" in outcome) return [...faults, `the export is refused: ${outcome.refused.words}`];
  if (outcome.done.created !== stored)
    faults.push(`of ${stored} strings ${JSON.stringify(tallyOf(outcome.done))}`);
  const [before, after] = [await all(here, filter), await all(elsewhere, filter)];
  for (const [id, one] of before) {
    const other = after.get(id);
    if (JSON.stringify(one) !== JSON.stringify(other))
      faults.push(`${id}: ${JSON.stringify(one)} came back as ${JSON.stringify(other)}`);
  }
  console.log(
    `naughty strings: ${stored} records of ${strings.length} strings exported and imported elsewhere`,
  );
  return faults;
}

async function all(instance: Instance, filter: string): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>();
  for (let cursor = ""; ; ) {
    const { json }: Answer = await instance.get(`/incidents${filter}&limit=200${cursor}`);
    const page = json as { items: (Stored & { externalId: string; number: number })[]; next: string | null };
    for (const { externalId, title, number } of page.items) {
      // A text of no letters says nothing, as no text does.
      const { json: whole } = await instance.get(`/incidents/${number}`);
      found.set(externalId, { title, summary: (whole as Stored).summary || null });
    }
    if (page.next === null) return found;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
