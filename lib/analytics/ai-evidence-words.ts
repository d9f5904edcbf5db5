import type { AiStrength } from "#db/values.ts";
import { formatCount, formatPlural } from "#lib/format.ts";

interface Told {
  changes: number;
  strengths: readonly { strength: AiStrength | null; ai: number; other: number; unknown: number }[];
  conflicts: number;
}

/** What evidence speaks of, as people read it. */
export const strengthLabels: Readonly<Record<AiStrength, string>> = {
  lines: "Lines",
  commits: "Commits",
  "pull-request": "Pull request",
  account: "Account or tool",
  statement: "Somebody's word",
  activity: "Activity",
};

const restsOn: Readonly<Record<AiStrength, string>> = {
  lines: "their lines",
  commits: "their commits",
  "pull-request": "their pull request",
  account: "an account or a tool's report",
  statement: "somebody's word",
  activity: "activity",
};

/** "Of 120 changes, what is known rests for 80 on their commits; of 40 nothing is known." */
export function evidenceWords({ changes, strengths, conflicts }: Told): string {
  if (changes === 0) return "No single change was deployed in this period.";
  const parts = strengths.flatMap(({ strength, ai, other }) =>
    strength === null || ai + other === 0 ? [] : [`${formatCount(ai + other)} on ${restsOn[strength]}`],
  );
  const unknown = strengths.reduce((sum, one) => sum + one.unknown, 0);
  const known =
    parts.length === 0
      ? `Nothing is known of AI in any of ${formatPlural(changes, "change")}.`
      : `Of ${formatPlural(changes, "change")}, what is known of AI rests for ${parts.join(", ")}${unknown === 0 ? "" : `; of ${formatCount(unknown)} nothing is known`}.`;
  const apart = conflicts === 0 ? "" : ` Evidence disagrees on ${formatPlural(conflicts, "change")}.`;
  return known + apart;
}
