import { formatPlural } from "#lib/format.ts";

interface Told {
  known: number;
  unsaid: { ai: number; other: number };
  contradicted: { ai: number; other: number };
}

/** What is to be looked at: how many, in words, and the words of the filter that list exactly these. */
export interface Disagreement {
  key: string;
  text: string;
  ai: readonly string[];
  causedBy: "ai-change" | "other-change";
}

export function disagreements({ unsaid, contradicted }: Omit<Told, "known">): Disagreement[] {
  const of = (n: number, one: string, many: string) =>
    `${formatPlural(n, "incident")} ${n === 1 ? one : many}`;
  const all: (Disagreement & { n: number })[] = [
    {
      key: "unsaid-ai",
      n: unsaid.ai,
      text: of(
        unsaid.ai,
        "whose culprit is AI-assisted says nothing of AI",
        "whose culprit is AI-assisted say nothing of AI",
      ),
      ai: ["unknown"],
      causedBy: "ai-change",
    },
    {
      key: "unsaid-other",
      n: unsaid.other,
      text: of(
        unsaid.other,
        "whose culprits are all recorded as made without AI says nothing of AI",
        "whose culprits are all recorded as made without AI say nothing of AI",
      ),
      ai: ["unknown"],
      causedBy: "other-change",
    },
    {
      key: "contradicted-ai",
      n: contradicted.ai,
      text: of(
        contradicted.ai,
        "says that AI was not involved, and its culprit is AI-assisted",
        "say that AI was not involved, and their culprit is AI-assisted",
      ),
      ai: ["none"],
      causedBy: "ai-change",
    },
    {
      key: "contradicted-other",
      n: contradicted.other,
      text: of(
        contradicted.other,
        "says that AI was involved, and its culprits are all recorded as made without it",
        "say that AI was involved, and their culprits are all recorded as made without it",
      ),
      ai: ["contributing", "primary"],
      causedBy: "other-change",
    },
  ];
  return all.filter(({ n }) => n > 0).map(({ n: _, ...one }) => one);
}

export function agreementWords(told: Told): string {
  if (told.known === 0) return "No incident has a culprit of which it is known whether AI made it.";
  const lines = disagreements(told);
  if (lines.length > 0) return `${lines.map(({ text }) => text).join(". ")}.`;
  return told.known === 1
    ? "The one incident whose culprits are known to be made with or without AI says the same as they do."
    : `All ${formatPlural(told.known, "incident")} whose culprits are known to be made with or without AI say the same as they do.`;
}
