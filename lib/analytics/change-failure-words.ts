import { formatCount, formatDay, formatPlural } from "#lib/format.ts";
import type { FailureRate } from "./change-failure-rate.ts";
import type { Coverage } from "./coverage.ts";

/** "124 changes are still in their follow-up of 14 days, and of 3 more not all of it is recorded"; empty where all are judged. */
export function notJudgedWords(
  rates: readonly Pick<FailureRate, "pending" | "unrecorded">[],
  { followUpDays, coverage }: { followUpDays: number; coverage: Coverage | null },
): string {
  const sum = (of: "pending" | "unrecorded") => rates.reduce((total, rate) => total + rate[of], 0);
  const [pending, unrecorded] = [sum("pending"), sum("unrecorded")];
  const followUp = `follow-up of ${formatPlural(followUpDays, "day")}`;
  const still = `${formatPlural(pending, "change is", "changes are")} still in ${pending === 1 ? "its" : "their"} ${followUp}`;
  if (unrecorded === 0) return pending === 0 ? "" : still;
  const known =
    coverage === null
      ? "no incident is recorded"
      : `incidents are recorded from ${formatDay(coverage.from)} to ${formatDay(coverage.to)}`;
  return pending > 0
    ? `${still}, and of ${formatCount(unrecorded)} more not all of it is recorded (${known})`
    : `of ${formatPlural(unrecorded, "change")} not all of the ${followUp} is recorded (${known})`;
}
