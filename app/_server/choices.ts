import type { FilterChoices } from "#app/_ui/filter-address.ts";
import { optionsOf, wordsFor } from "#app/_ui/words.ts";
import { getChoices } from "#lib/analytics/choices.ts";
import { incidentFields } from "#lib/fields/entries.ts";
import { severityLabel } from "#lib/format.ts";
import {
  aiInvolvements,
  contributingFactors,
  rootCauses,
  severities,
  statuses,
  triggers,
} from "#lib/incidents/schema.ts";
import { ask } from "./ask.ts";

export { wordsFor };

const unknown = { value: "unknown", label: "Unknown" };

/** What the filter bar offers, and whether there is anything to filter. */
export async function filterChoices(): Promise<{ choices: FilterChoices; any: boolean }> {
  const { any, org, system, region, tool, source } = await ask(getChoices, undefined);
  const open = (list: { value: string; label: string }[]) =>
    list.length === 0 ? {} : { list: [...list, unknown] };
  return {
    any,
    choices: {
      severity: [
        ...severities.map((level) => ({ value: String(level), label: severityLabel(level) })),
        unknown,
      ],
      ai: optionsOf(aiInvolvements),
      tier: [1, 2, 3].map((tier) => ({ value: String(tier), label: `Tier ${tier}` })).concat(unknown),
      org: open(org).list,
      system: open(system).list,
      region: open(region).list,
      cause: optionsOf(rootCauses),
      trigger: optionsOf(triggers),
      factor: optionsOf(contributingFactors),
      tool: open(tool).list,
      status: optionsOf(statuses, incidentFields.status.words),
      source: open(source).list,
    },
  };
}
