import { createRandom } from "#lib/statistics/random.ts";

interface Drawn {
  change: number;
  recorded: "none" | "assisted" | "generated" | "agent" | "unknown";
}

/** How often a change of this label was made with AI in truth: marks are missing more often than they are wrong. */
const truly = { none: 0.06, unknown: 0.4, assisted: 0.94, generated: 0.96, agent: 0.98 } as const;

/** What the company's engineers said of the changes that were drawn: of few they could not tell. */
export function labelChecksOf(drawn: readonly Drawn[], seed: number) {
  const random = createRandom(seed);
  return drawn.map(({ change, recorded }) => {
    const isAi = random.chance(truly[recorded]);
    const degree = recorded === "none" || recorded === "unknown" ? "assisted" : recorded;
    const answer = random.chance(0.04) ? "cannot-tell" : isAi ? degree : "none";
    return { change, body: { answer } };
  });
}
