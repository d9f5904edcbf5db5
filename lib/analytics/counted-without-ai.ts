import { z } from "zod";
import { query } from "#lib/query.ts";
import { getSettings } from "#lib/settings/read.ts";
import { changeGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { factsIn } from "./facts/in-zone.ts";

/**
 * Of these changes, those that say nothing of AI and that every figure counts as made without: their repositories
 * require marks, and it is said on what grounds none is missing.
 */
export const countedWithoutAi = query({
  name: "changes.counted-without-ai",
  summary:
    "Numbers of changes that say nothing of AI, and count as made without by the policy of their repositories",
  requires: "read",
  input: z.object({ numbers: z.array(z.int()) }),
  answer: z.array(z.int()),
  async run(context, { numbers }) {
    const { zone, earliestDay } = await context.ask(getSettings, undefined);
    const stored = await context.facts();
    const { changes } = factsIn(stored, { zone, home: zone, now: context.now, earliestDay });
    return numbers.filter((number) => {
      const row = changes.rowOf(number);
      if (row === undefined) return false;
      const [said, counted] = [stored.changes, changes].map(
        ({ aiAssistance }) => changeGroups[aiAssistance.values[row]!],
      );
      return said === UNKNOWN && counted === OTHER;
    });
  },
});
