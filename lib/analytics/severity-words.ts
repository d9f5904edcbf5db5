import { formatCount } from "#lib/format.ts";
import type { Headline } from "./headline.ts";

type Counts = Pick<Headline, "incidents" | "sev12" | "bySeverity">;

/** How many are Sev-1 or Sev-2; null where no severity is recorded, which is not to say that there are none. */
export function sev12Known({ incidents, sev12, bySeverity }: Counts): number | null {
  return incidents > 0 && bySeverity.unknown === incidents ? null : sev12;
}

/** "316 of them Sev-1 or Sev-2 (76 have no severity)" */
export function sev12Words(counts: Counts): string {
  const { sev12, bySeverity } = counts;
  if (sev12Known(counts) === null) return "none with a recorded severity";
  const { unknown } = bySeverity;
  const left =
    unknown === 0 ? "" : ` (${formatCount(unknown)} ${unknown === 1 ? "has" : "have"} no severity)`;
  return `${sev12 === 0 ? "none" : formatCount(sev12)} of them Sev-1 or Sev-2${left}`;
}

/** "316 Sev-1/2; 76 without severity": the same where there is little room. */
export function sev12Short(counts: Counts): string {
  const { sev12, bySeverity } = counts;
  if (sev12Known(counts) === null) return "no severity recorded";
  const left = bySeverity.unknown === 0 ? "" : `; ${formatCount(bySeverity.unknown)} without severity`;
  return `${formatCount(sev12)} Sev-1/2${left}`;
}
