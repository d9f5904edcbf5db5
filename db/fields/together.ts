/**
 * Fields that mean something only together: whoever writes one says all of them, and nobody's severity stands beside
 * another's word for it. The first is what the others explain.
 */
const groups: readonly (readonly string[])[] = [
  ["severity", "severityRaw"],
  ["aiInvolvement", "aiTool", "aiEvidence", "aiNote"],
  ["aiAssistance", "aiTool", "aiModel", "aiEvidence"],
  ...["started", "detected", "mitigated", "resolved", "deployed"].map((at) => [`${at}At`, `${at}Precision`]),
];

/** The fields that are written with this one, itself among them; `of` is a record or body of its noun. */
export function togetherWith(field: string, of: object): readonly string[] {
  const group = groups.find((one) => one.includes(field) && one[0]! in of) ?? [field];
  return group.filter((one) => one in of);
}

/** Values that stand where nobody said anything. */
const blanks: Readonly<Record<string, unknown>> = {
  aiInvolvement: "unknown",
  aiAssistance: "unknown",
  aiEvidence: "none",
};

export function blankFor(field: string): unknown {
  return blanks[field] ?? (field.endsWith("Precision") ? "minute" : null);
}

export function isSaid(field: string, value: unknown): boolean {
  if (value === null || value === undefined || value === "unknown") return false;
  return value !== blanks[field] && !(Array.isArray(value) && value.length === 0);
}
