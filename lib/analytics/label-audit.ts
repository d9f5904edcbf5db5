import { z } from "zod";
import { labelStrata } from "#db/values.ts";
import { canonical } from "#lib/canonical.ts";
import { getLabelAudit, listLabelAudits } from "#lib/label-audits/read.ts";
import { strataOf, type Tally, talliesOf } from "#lib/label-audits/rules.ts";
import { LabelAuditHead, populationWords } from "#lib/label-audits/schema.ts";
import type { QueryContext } from "#lib/query.ts";
import { type EffectiveShare, type LabelStratum, shareBehindLabels } from "#lib/statistics/label-accuracy.ts";
import type { Filter } from "./filter.ts";
import { labelWords, whyNot } from "./label-words.ts";
import { question, type View } from "./question.ts";
import { Answered, extended, Figure, figure, InWords } from "./shapes.ts";

/**
 * Can the labels of AI be trusted? People say of a random sample of changes whether AI made them, without being told
 * what is recorded. From that follow the share of changes made with AI that are marked (sensitivity) and of those made
 * without that are not (specificity), and from these the share behind the labels. A change is marked when it is
 * recorded as assisted, generated or made by an agent; where nothing is recorded it is not. The sample was drawn once,
 * from changes of its own period and filter, and speaks of these alone. What somebody cannot tell, or on which two
 * disagree, counts for neither.
 */

const Rate = z
  .object({
    share: Figure.describe(
      "The share, weighted back from the samples to all changes; null where none was found.",
    ),
    low: Figure.describe("Lower end of its 95% interval."),
    high: Figure.describe("Upper end of its 95% interval."),
    found: z.int().describe("How many such changes were found among those checked."),
    effective: z.number().describe("As many drawn at one rate would tell it equally well."),
  })
  .meta({
    title: "Rate of labels",
    uncertainty: "Wilson's 95% interval of the effective number",
    declines: "null where none of those checked was of this kind",
    source: "Wilson (1927); Kish (1965)",
  });

const Checked = z
  .object({
    recorded: z
      .object({
        marked: z.int().describe("How many were marked when the sample was drawn."),
        of: z.int().describe("Of how many."),
        unrecorded: z.int().describe("Of how many nothing was recorded: these are not marked."),
        share: Figure.describe("marked / of; null without any."),
        shareOfRecorded: Figure.describe(
          "marked / (of − unrecorded), as the base rate tells it; null without any.",
        ),
      })
      .describe("What the labels say."),
    sensitivity: Rate.describe("Of the changes that AI made, those that are marked."),
    specificity: Rate.describe("Of the changes made without AI, those that are not marked."),
    corrected: Answered.meta({
      description: "The share that AI made in truth, by the labels and what was found of them.",
      unit: "a fraction from 0 to 1",
      uncertainty: "Lang and Reiczigel's 95% interval",
      declines:
        "sensitivity and specificity sum to less than 1.2; none was found to be made with AI, or without; one checked change stands for more than all marked or all unmarked ones",
      source: "Rogan and Gladen (1978); Lang and Reiczigel (2014)",
    }),
  })
  .meta({ title: "Checked labels" });
export type CheckedLabels = z.infer<typeof Checked>;

const Stratum = z.object({
  stratum: z
    .enum(labelStrata)
    .describe("Marked, not marked, or culprits of incidents, whatever their label."),
  members: z.int().describe("How many changes there were."),
  dealt: z.int().describe("How many of them were drawn."),
  answered: z.int().describe("Of how many somebody has said something."),
  cannotTell: z.int().describe("Of how many nobody could tell: they count for neither."),
  disagreed: z.int().describe("On how many people disagree: they count for neither."),
  hits: z.int().describe("Made with AI, and marked."),
  misses: z.int().describe("Made with AI, and not marked."),
  falseAlarms: z.int().describe("Made without AI, and marked."),
  quiet: z.int().describe("Made without AI, and not marked."),
});
export type StratumChecked = z.infer<typeof Stratum>;

export type LabelAuditAnswer = z.infer<typeof getLabelAccuracy.definition.answer>;

export const getLabelAccuracy = question({
  name: "label-audit",
  summary: "Can the labels of AI be trusted, and what share do they hide?",
  parameters: {
    audit: z
      .string()
      .max(100)
      .optional()
      .describe(
        "The audit to tell of, by id. Left out: the latest of exactly these changes and this period, or else the latest.",
      ),
  },
  answer: {
    text: InWords,
    audit: LabelAuditHead.nullable().describe("The audit that it is of; null where there is none."),
    fits: z
      .boolean()
      .describe(
        "Whether it was drawn from exactly the changes and the period that were asked for. If not, it corrects no share of theirs.",
      ),
    strata: z
      .array(Stratum)
      .describe("What was drawn and found in each of the three samples; empty without an audit."),
    changes: Checked.nullable().describe(
      "Of all changes of the audit's period and filter; null without an audit.",
    ),
    culprits: Checked.nullable().describe(
      "Of the culprits among them by themselves, since people look harder at a change that failed; null without an audit, or where there are none.",
    ),
  },
  async compute(view, ask) {
    const head = await auditFor(view, ask);
    if (head === null) return { text: labelWords({ ...nothing, fits: false }), ...nothing, fits: false };
    const audit = await ask(getLabelAudit, { id: head.id });
    const tallies = talliesOf(audit);
    const strata = tallies.map(({ labelled, unlabelled, ...tally }) => ({
      ...tally,
      members: labelled + unlabelled,
    }));
    const ofCulprits = tallies[2]!;
    const { unrecorded, unrecordedCulprits } = audit.population;
    const answer = {
      audit: head,
      fits: isOf(head, view),
      strata,
      changes: checkedOf(strataOf(tallies), unrecorded + unrecordedCulprits),
      culprits: strata[2]!.members === 0 ? null : checkedOf([labelsOf(ofCulprits)], unrecordedCulprits),
    };
    return { text: labelWords(answer), ...answer };
  },
});

const nothing = { audit: null, strata: [], changes: null, culprits: null };

type Asking = View<Filter & { audit?: string | undefined }>;

async function auditFor(view: Asking, ask: QueryContext["ask"]): Promise<LabelAuditHead | null> {
  const { items } = await ask(listLabelAudits, {});
  const { audit: id } = view.filter;
  if (id === undefined) return items.find((item) => isOf(item, view)) ?? items[0] ?? null;
  const named = items.find((item) => item.id === id);
  if (named !== undefined) return named;
  // Says that there is none of that name.
  await ask(getLabelAudit, { id });
  return null;
}

function isOf({ period, terms }: LabelAuditHead, { filter, period: asked }: Asking): boolean {
  const meant = Object.fromEntries(
    populationWords.flatMap((word) => (filter[word] === undefined ? [] : [[word, filter[word]]])),
  );
  return (
    filter.tool === undefined &&
    period.from.getTime() === asked.from.getTime() &&
    period.to.getTime() === asked.to.getTime() &&
    canonical(terms) === canonical(meant)
  );
}

function labelsOf({ labelled, unlabelled, hits, misses, falseAlarms, quiet }: Tally): LabelStratum {
  return { labelled, unlabelled, hits, misses, falseAlarms, quiet };
}

function checkedOf(strata: readonly LabelStratum[], unrecorded: number): CheckedLabels {
  const sum = (...members: (keyof LabelStratum)[]) =>
    strata.reduce((total, one) => total + members.reduce((own, member) => own + one[member], 0), 0);
  const [marked, of] = [sum("labelled"), sum("labelled", "unlabelled")];
  const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const recorded = {
    marked,
    of,
    unrecorded,
    share: shareOf(marked, of),
    shareOfRecorded: shareOf(marked, of - unrecorded),
  };
  const [ai, other] = [sum("hits", "misses"), sum("falseAlarms", "quiet")];
  const declined = (why: keyof typeof whyNot) => ({ declined: whyNot[why], n: ai + other });
  const isUnchecked = strata.some((one) => one.labelled + one.unlabelled > 0 && checkedIn(one) === 0);
  if (of === 0 || isUnchecked) {
    const rate = { share: null, low: null, high: null, found: 0, effective: 0 };
    const corrected = declined(of === 0 ? "none" : "unchecked");
    return { recorded, sensitivity: rate, specificity: rate, corrected };
  }
  const { accuracy, ...answer } = shareBehindLabels(strata);
  return {
    recorded,
    sensitivity: rateOf(accuracy.sensitivity, ai),
    specificity: rateOf(accuracy.specificity, other),
    corrected:
      answer.declined === null
        ? { estimate: extended(answer.estimate), low: extended(answer.low), high: extended(answer.high) }
        : declined(answer.declined === "not-checked" ? (ai === 0 ? "no-ai" : "no-other") : answer.declined),
  };
}

const checkedIn = ({ hits, misses, falseAlarms, quiet }: LabelStratum) => hits + misses + falseAlarms + quiet;

function rateOf({ estimate, low, high, of }: EffectiveShare, found: number): CheckedLabels["sensitivity"] {
  return { share: figure(estimate), low: figure(low), high: figure(high), found, effective: of };
}
