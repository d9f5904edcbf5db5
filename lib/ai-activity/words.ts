import { formatDay } from "#lib/format.ts";

/** What is recorded of a change's author on the day that it went out, in a sentence that claims nothing of the change. */
export function activityWords(of: {
  email: string;
  day: string;
  isActive: boolean;
  tools: readonly string[];
}): string {
  const { email, day, isActive, tools } = of;
  const when = `on ${formatDay(day)}, the day this change went out; this says nothing of the change itself.`;
  if (!isActive) return `${email} is recorded as not having used an AI tool ${when}`;
  const used = tools.length === 0 ? "an AI tool" : listed(tools);
  return `${email} used ${used} ${when}`;
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
