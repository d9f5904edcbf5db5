import { z } from "zod";
import { severities } from "#db/values.ts";
import { authorsOfRecords } from "#lib/audit/read.ts";
import { isPersons, wordRead } from "#lib/audit/rules.ts";
import { command } from "#lib/command.ts";
import { accepted } from "#lib/editing.ts";
import { incidentEditor } from "../editor.ts";
import { incidentsByNumber } from "../read.ts";
import { incidentsOfWord } from "./read.ts";

const atOnce = 500;

export const readWordAgain = command({
  name: "meaning.read",
  summary: "Give incidents of a source the severity that their word means, unless a person said another",
  requires: "settings.write",
  input: z.object({
    source: z.string(),
    word: z.string(),
    meaning: z.literal(severities).nullable(),
    after: z.int(),
  }),
  answer: z.object({ updated: z.int(), next: z.int().nullable() }),
  async run(context, { after, ...of }) {
    const numbers = await context.ask(incidentsOfWord, { ...of, after, limit: atOnce });
    const found = numbers.length === 0 ? [] : await context.ask(incidentsByNumber, { numbers });
    const authors = await context.ask(authorsOfRecords, { ids: found.map(({ id }) => id) });
    const { change, edits, records } = await incidentEditor(context, { bodies: [] });
    let updated = 0;
    for (const incident of found) {
      const said = authors.get(incident.id);
      if (said !== undefined && isPersons(said, "severity")) continue;
      const { result } = accepted(change(incident, { severity: of.meaning }));
      if (result === "updated") updated += 1;
    }
    const next = numbers.length < atOnce ? null : numbers.at(-1)!;
    return {
      edits: edits(),
      records: records().map((record) => ({ ...record, action: wordRead })),
      answer: () => ({ updated, next }),
      again: true,
    };
  },
});
