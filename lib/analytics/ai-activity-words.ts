import { formatCount, formatPlural } from "#lib/format.ts";

interface Told {
  recorded: boolean;
  changes: number;
  active: number;
  inactive: number;
  nobody: number;
}

/** Each sentence is true by itself, and none says anything of a change or a person. */
export function activityText({ recorded, changes, active, inactive, nobody }: Told): string {
  if (!recorded) return "Nothing is recorded of who used AI tools on which day.";
  if (changes === 0) return "Of every change of this period it is known whether AI made it.";
  const of = changes === 1 ? "the one change" : `the ${formatPlural(changes, "change")}`;
  const it = changes === 1 ? "it" : "them";
  return `Of ${of} of which it is not known whether AI made ${it}, ${formatCount(active)} ${was(active)} made by somebody who used an AI tool that day, ${formatCount(inactive)} by somebody recorded as not active that day, and ${formatCount(nobody)} by somebody of whom nothing is recorded for that day. This says nothing of the changes themselves.`;
}

const was = (n: number) => (n === 1 ? "was" : "were");
