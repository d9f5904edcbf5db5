import { z } from "zod";
import { addressOf } from "#lib/ai-activity/rules.ts";
import { activityText } from "./ai-activity-words.ts";
import { changeGroups, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { deploymentDays } from "./deployment-dates.ts";
import { placeOf } from "./facts/activity.ts";
import { keptWhile } from "./facts/kept.ts";
import type { Facts } from "./facts/store.ts";
import type { Filter } from "./filter.ts";
import { question, type View } from "./question.ts";
import { InWords } from "./shapes.ts";

/**
 * Of the changes of which it is not known whether AI made them: how many were made by somebody who used an AI tool that
 * day?
 *
 * The weakest kind of evidence: that somebody used an AI tool on the day a change of theirs went out says nothing of the
 * change, and makes none AI-assisted. It bounds what is not known: where most of these changes come from people recorded
 * as not active, few are likely to be AI's; where nobody's days are recorded, nothing is said. A change is its author's
 * where the author is named by that very e-mail address, and of the day it went out, in the organisation's zone. Nothing
 * is told of single persons.
 */

export const getAiActivity = question({
  name: "ai-activity",
  summary:
    "Of the changes of which it is not known whether AI made them, how many were made by somebody who used an AI tool that day?",
  parameters: {},
  answer: {
    text: InWords,
    recorded: z
      .boolean()
      .describe("Whether any day of anybody is recorded; without, there is nothing to tell."),
    changes: z
      .int()
      .describe(
        "Changes deployed in the period of which it is not known whether AI made them: active, inactive and nobody together.",
      ),
    active: z
      .int()
      .describe(
        "Of these, made by somebody who is recorded to have used an AI tool on the day they went out.",
      ),
    inactive: z.int().describe("Of these, made by somebody who is recorded as not active on that day."),
    nobody: z
      .int()
      .describe(
        "Of these, made by somebody of whom nothing is recorded for that day, is not named by an e-mail address, or whose day is not known.",
      ),
  },
  compute(view) {
    const counts = { active: 0, inactive: 0, nobody: 0 };
    const standing = standingOf(view);
    const { aiAssistance } = view.facts.changes;
    const rows = selectChanges({ facts: view.facts, which: view.filter, period: view.period });
    for (const row of rows)
      if (changeGroups[aiAssistance.values[row]!] === UNKNOWN) counts[standing(row)] += 1;
    const told = {
      recorded: !view.facts.activity.isEmpty,
      changes: counts.active + counts.inactive + counts.nobody,
      ...counts,
    };
    return { text: activityText(told), ...told };
  },
});

/** What is recorded of a change's author on the day it went out, by row of the change facts. */
function standingOf({ facts, settings, period }: View<Filter>) {
  const { activity, changes } = facts;
  const dayOf = deploymentDays(facts, { home: settings.zone, reader: period.zone });
  const { places, emailOf } = known(facts);
  return (row: number): "active" | "inactive" | "nobody" => {
    const email = emailOf[activity.authors.values[changes.number.values[row]!] ?? 0] ?? 0;
    const active = email === 0 ? undefined : places.get(placeOf(email, dayOf(row)));
    return active === undefined ? "nobody" : active ? "active" : "inactive";
  };
}

/** Days by person, and which person each name of an author stands for; 0 for none of whom a day is recorded. */
const known = keptWhile(({ activity }: Facts) => ({
  places: activity.byPlace(),
  emailOf: activity.authorNames.words.map((name) => {
    const address = addressOf(name);
    return address === null ? 0 : (activity.emails.find(address) ?? 0);
  }),
}));
