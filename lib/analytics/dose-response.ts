import { z } from "zod";
import { authorLevels, changeKinds } from "#db/values.ts";
import { silentOf } from "./ai-counts.ts";
import { failureOf } from "./ai-failures.ts";
import { AI, changeGroups, OTHER, UNKNOWN } from "./ai-groups.ts";
import { selectChanges } from "./base-rate.ts";
import { type Cohort, cohortsOf, FailureRate, failureRate, pooled } from "./change-failure-rate.ts";
import { changeOutcomes } from "./change-outcomes.ts";
import { doseBandReader, doseBands, doseScale, NO_AI, UNKNOWN_DOSE } from "./dose.ts";
import { DoseTrend, DoseWeighted, dosesOf, trendOf, weightedOf } from "./dose-figures.ts";
import { doseWords } from "./dose-words.ts";
import type { ChangeFacts } from "./facts/changes.ts";
import type { Words } from "./facts/fields.ts";
import type { Selection } from "./facts/rows.ts";
import { question } from "./question.ts";
import { cohortsByName, RatedGroup, ratedGroup } from "./rated-group.ts";
import { Answered, InWords } from "./shapes.ts";

/**
 * Do changes fail more often, the more of them AI made?
 *
 * Single changes whose follow-up is over, by the part that AI made. A change with one mark among many commits is another
 * thing than one that an agent wrote, so that the dose says more than whether any mark is there. Changes without AI are
 * those recorded as such; what is not known has a band of its own and is in no trend. Rates are crude: time, tier and
 * system are not held apart here.
 */

export type DoseResponse = z.infer<typeof getDoseResponse.definition.answer>;

const twoRates = {
  ai: RatedGroup.describe("AI-assisted changes of this kind."),
  other: RatedGroup.describe("Changes of this kind made without AI."),
};

export const getDoseResponse = question({
  name: "dose-response",
  summary: "Do changes fail more often, the more of them AI made?",
  parameters: {},
  answer: {
    text: InWords,
    followUpDays: z.int().meta({
      description: "How long after its deployment every change is judged, by the settings.",
      unit: "days",
    }),
    bands: z
      .array(
        RatedGroup.extend({
          band: z
            .enum(doseBands)
            .describe(
              "none: recorded as made without AI; under-quarter: AI made less than a quarter; to-half: from a quarter to a half; to-three-quarters: more, up to three quarters; more: more than that; unmeasured: AI-assisted, and not counted how much; unknown: not known whether AI was used.",
            ),
        }),
      )
      .describe(
        "How often changes failed, by the part that AI made: lines with AI of all lines where any is counted, else commits of commits. At least so much, since marks get lost. The last two have no place on the scale. `dose=` lists the changes of a band.",
      ),
    measured: z
      .object({
        lines: z.int().describe("By lines."),
        commits: z.int().describe("By commits, since no line by AI is counted."),
        not: z.int().describe("Not counted: the band `unmeasured`."),
      })
      .describe("By what the dose is counted, of the AI-assisted changes that are judged."),
    trend: DoseTrend,
    any: z
      .object({
        ai: FailureRate.describe("AI-assisted changes, whatever part AI made."),
        other: FailureRate.describe("Changes made without AI."),
        ratio: Answered.meta({
          description: "The first rate over the second, crude: the ratio of the AI page.",
          uncertainty: "Katz's 95% interval; Fisher's two-sided p",
          declines: "where the ratio of the AI page is",
          source: "Katz et al. (1978)",
        }),
      })
      .describe("With any AI, against none: beside the dose, since one mark makes a change AI-assisted."),
    weighted: DoseWeighted,
    tools: z
      .array(
        RatedGroup.extend({
          tool: z.string().nullable().describe("The AI tool; null where it was not recorded."),
        }),
      )
      .describe(
        "AI-assisted changes by tool; one made with two tools is in both. Tools are used for other work, at other times: a difference is not the tool's alone.",
      ),
    models: z
      .array(
        RatedGroup.extend({
          model: z.string().nullable().describe("The model; null where it was not recorded."),
        }),
      )
      .describe("The same by model."),
    kinds: z
      .array(
        z.object({
          kind: z.enum(changeKinds).nullable().describe("What was changed; null where nobody said."),
          ...twoRates,
        }),
      )
      .describe("With and without AI, by kind of change."),
    levels: z
      .array(
        z.object({
          level: z.enum(authorLevels).describe("How senior the author is."),
          ...twoRates,
        }),
      )
      .describe("With and without AI, by the author's level."),
  },
  compute(view) {
    const { facts, filter, period, settings } = view;
    const { changes } = facts;
    const rows = selectChanges({ facts, which: filter, period });
    const outcomes = changeOutcomes(view, period);
    const bands = cohortsOf({
      outcomes,
      rows,
      groups: rows.map(doseBandReader(changes)),
      size: doseBands.length,
    });
    const { measured, doses } = dosesOf({ rows, outcomes, changes });
    const told = {
      followUpDays: settings.changeFollowUpDays,
      bands: doseBands.map((band, i) => ({ band, ...ratedGroup(bands[i]!) })),
      measured,
      trend: trendOf(bands.slice(0, doseScale.length)),
      any: anyOf(bands, silentOf({ changes, rows, outcomes })),
      weighted: weightedOf(doses),
    };
    const ai = rows.filter((row) => changeGroups[changes.aiAssistance.values[row]!] === AI);
    const named = (column: Words) => cohortsByName({ column, rows: ai, outcomes });
    const split = splitByAi({ changes, rows, outcomes });
    return {
      text: doseWords({ ...told, incidents: view.rows.length, coverage: view.coverage }),
      ...told,
      tools: named(changes.aiTool).map(({ name, cohort }) => ({ tool: name, ...ratedGroup(cohort) })),
      models: named(changes.aiModel).map(({ name, cohort }) => ({ model: name, ...ratedGroup(cohort) })),
      kinds: split(changes.kind.values, [null, ...changeKinds]).map(({ of, ...rates }) => ({
        kind: of,
        ...rates,
      })),
      levels: split(changes.authorLevel.values, [null, ...authorLevels]).map(({ of, ...rates }) => ({
        level: of ?? "unknown",
        ...rates,
      })),
    };
  },
});

/** Of the changes of each value of a choice, those with AI and those without; values that no such change has are left out. */
function splitByAi(of: { changes: ChangeFacts; rows: Selection; outcomes: Uint8Array }) {
  const { changes, rows, outcomes } = of;
  return <V extends string>(codes: ArrayLike<number>, values: readonly (V | null)[]) => {
    const groups = Int32Array.from(rows, (row) => {
      const group = changeGroups[changes.aiAssistance.values[row]!]!;
      return group === UNKNOWN ? -1 : codes[row]! * 2 + group;
    });
    const found = cohortsOf({ outcomes, rows, groups, size: values.length * 2 });
    return values.flatMap((value, code) => {
      const [ai, other] = [found[code * 2 + AI]!, found[code * 2 + OTHER]!];
      return isThere(ai) || isThere(other)
        ? [{ of: value, ai: ratedGroup(ai), other: ratedGroup(other) }]
        : [];
    });
  };
}

const isThere = ({ changes, pending, unrecorded }: Cohort) => changes + pending + unrecorded > 0;

function anyOf(bands: readonly Cohort[], silent: Cohort) {
  const [ai, other] = [pooled(bands.slice(NO_AI + 1, UNKNOWN_DOSE)), bands[NO_AI]!];
  const { ratio } = failureOf([ai, other, bands[UNKNOWN_DOSE]!], silent);
  return { ai: failureRate(ai), other: failureRate(other), ratio };
}
