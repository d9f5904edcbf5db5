import type { FilterChoices } from "#app/_ui/filter-address.ts";
import { wordsFor } from "#app/_ui/words.ts";
import { getChoices } from "#lib/analytics/choices.ts";
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

const closed = (values: readonly string[]) => values.map((value) => ({ value, label: wordsFor(value) }));

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
      ai: closed(aiInvolvements),
      tier: [1, 2, 3].map((tier) => ({ value: String(tier), label: `Tier ${tier}` })).concat(unknown),
      org: open(org).list,
      system: open(system).list,
      region: open(region).list,
      cause: closed(rootCauses),
      trigger: closed(triggers),
      factor: closed(contributingFactors),
      tool: open(tool).list,
      status: closed(statuses),
      source: open(source).list,
    },
  };
}
