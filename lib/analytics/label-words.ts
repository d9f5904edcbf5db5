import { formatCount, formatPeriod, formatPlural, formatShare, formatShareInterval } from "#lib/format.ts";
import type { LabelAuditHead } from "#lib/label-audits/schema.ts";
import type { CheckedLabels, StratumChecked } from "./label-audit.ts";

/** What was found when labels were checked, in sentences that are each true by themselves. */

export const nobodyChecked =
  "Nobody has checked labels yet, so how far the record of AI can be trusted is not known.";

export function labelWords(of: {
  audit: Pick<LabelAuditHead, "period" | "terms" | "dealt" | "answered"> | null;
  fits: boolean;
  strata: readonly StratumChecked[];
  changes: CheckedLabels | null;
  culprits: CheckedLabels | null;
}): string {
  const { audit, fits, strata, changes, culprits } = of;
  if (audit === null || changes === null) return nobodyChecked;
  const sentences = [
    sampleWords(audit, strata),
    ...(audit.answered === 0 ? [] : [accuracyWords(changes), correctionWords(changes)]),
    ...(audit.answered === 0 || culprits === null ? [] : [culpritWords(culprits)]),
    fits ? "" : "It corrects no other share than that of these changes.",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

const limits = { org: "organisation", tier: "tier", system: "system", source: "source" } as const;

/** Which changes of the period were meant: " of organisation Retail". */
export function termsWords(terms: LabelAuditHead["terms"]): string {
  const said = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((word) => {
    const values = terms[word];
    if (values === undefined) return [];
    return `${limits[word]} ${values.map((value) => value ?? "not recorded").join(", ")}`;
  });
  return said.length === 0 ? "" : `, ${said.join("; ")}`;
}

export function sampleWords(
  { period, terms, dealt, answered }: Pick<LabelAuditHead, "period" | "terms" | "dealt" | "answered">,
  strata: readonly StratumChecked[],
): string {
  const members = strata.reduce((sum, one) => sum + one.members, 0);
  const among = `the ${formatPlural(members, "change")} of ${formatPeriod(period.from, period.to, period.zone)}${termsWords(terms)}`;
  const drawn = `drawn at random from ${among}`;
  if (answered === 0) return `Of ${formatPlural(dealt, "change")} ${drawn}, none has been checked yet.`;
  const checked =
    answered === dealt
      ? `${dealt === 1 ? "The one change" : `All ${formatCount(dealt)} changes`} ${drawn} ${dealt === 1 ? "was" : "were"} checked by people`
      : `So far people checked ${formatCount(answered)} of ${formatPlural(dealt, "change")} ${drawn}`;
  const [cannotTell, disagreed] = [sumOf(strata, "cannotTell"), sumOf(strata, "disagreed")];
  const unclear = [
    cannotTell === 0 ? "" : `of ${formatCount(cannotTell)} nobody could tell`,
    disagreed === 0 ? "" : `on ${formatCount(disagreed)} they disagreed`,
  ].filter((clause) => clause !== "");
  return unclear.length === 0
    ? `${checked}.`
    : `${checked}; ${unclear.join(", ")}, and ${cannotTell + disagreed === 1 ? "it counts" : "these count"} for neither.`;
}

const sumOf = (strata: readonly StratumChecked[], member: "cannotTell" | "disagreed") =>
  strata.reduce((sum, one) => sum + one[member], 0);

/** What the labels say of changes that AI made, and of those it did not. */
export function accuracyWords({ sensitivity, specificity }: CheckedLabels): string {
  const ai =
    sensitivity.share === null
      ? ""
      : `Of changes that AI made ${formatShareInterval(sensitivity.share, sensitivity)} are marked as such`;
  const other =
    specificity.share === null
      ? ""
      : `of changes made without it ${formatShareInterval(specificity.share, specificity)} are not`;
  if (ai === "") return other === "" ? "" : `${other[0]!.toUpperCase()}${other.slice(1)} marked.`;
  return other === "" ? `${ai}.` : `${ai}, and ${other}.`;
}

export function correctionWords({ recorded, corrected }: CheckedLabels): string {
  const known =
    recorded.unrecorded === 0
      ? ""
      : `, which is ${formatShare(recorded.shareOfRecorded)} of those where anything is recorded`;
  const marked = `${formatShare(recorded.share)} of all are marked as made with AI${known}`;
  if ("declined" in corrected) return `${marked}. ${corrected.declined}`;
  return `${marked}; corrected, it made ${formatShareInterval(corrected.estimate as number, { low: corrected.low as number, high: corrected.high as number })}.`;
}

export function culpritWords({ recorded, corrected }: CheckedLabels): string {
  if (recorded.of === 0) return "";
  if (recorded.of === 1) return `The one culprit among them is ${recorded.marked === 1 ? "" : "not "}marked.`;
  const marked = `Of the ${formatCount(recorded.of)} culprits among them ${formatShare(recorded.share)} are marked`;
  if ("declined" in corrected) return `${marked}. ${corrected.declined}`;
  return `${marked}; corrected ${formatShareInterval(corrected.estimate as number, { low: corrected.low as number, high: corrected.high as number })}.`;
}

/** Why a share is not corrected. */
export const whyNot = {
  "poor-labels":
    "The labels say too little to correct it: sensitivity and specificity sum to less than 1.2, and a coin has 1.",
  "no-ai": "It is not corrected, since none of those checked turned out to be made with AI.",
  "no-other": "It is not corrected, since none of those checked turned out to be made without AI.",
  "too-coarse":
    "It is not corrected yet: each change checked would stand for more than all of the rarer label. Check more.",
  unchecked: "It is not corrected yet: of one of its parts no change has been decided.",
  none: "There is none to correct.",
} as const;
