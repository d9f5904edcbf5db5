import type { AiAssistance } from "#lib/values.ts";
import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";
import type { ChangeRecord } from "./records.ts";

/**
 * Where changes went out from, how much of them AI made and with which model, which of them mend earlier ones, and of
 * some that their evidence disagrees. Drawn for each change by itself, from a stream of its own: what else is told of it stays as it is.
 */

/** Here marks are taken out of commits, so that of its changes nothing is known. */
export const silentRepository = "wexmoor/vendor-modules";
/** Here they are asked for, and nobody has looked yet whether all are there. */
export const askingRepository = "wexmoor/shop";

const repositories = [askingRepository, "wexmoor/platform", "wexmoor/payments", "wexmoor/logistics"];

const models: Record<string, string[]> = {
  Kestrel: ["Kestrel 3", "Kestrel 4", "Kestrel 4", "Kestrel 4 Mini"],
  Lathe: ["Onyx 2", "Onyx 2", "Onyx 3"],
  Drover: ["Onyx 3"],
};

/** Which parts of a change AI makes, from and to. */
const parts: Partial<Record<AiAssistance, readonly [number, number]>> = {
  assisted: [0.05, 0.6],
  generated: [0.4, 1],
  agent: [0.8, 1],
};

export function withDose(seed: number): (change: ChangeRecord) => ChangeRecord {
  const source = seededRandom(seed).fork("doses");
  return (change) => {
    const random = source.fork(`${change.deployedAt} ${change.system}`);
    return {
      ...change,
      ...placeOf(random, change),
      ...doseOf(random, change),
      ...doubtOf(random, change),
      ...reworkOf(random),
    };
  };
}

function placeOf(random: Random, { aiAssistance, system }: ChangeRecord) {
  const own =
    repositories[
      [...(system ?? "")].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % repositories.length
    ]!;
  return { repository: aiAssistance === "unknown" && random.chance(0.7) ? silentRepository : own };
}

function doseOf(random: Random, { aiAssistance, aiEvidence, aiTool }: ChangeRecord) {
  const commits = 1 + random.poisson(3.5);
  const between = parts[aiAssistance];
  if (between === undefined) return { commits };
  const [from, to] = between;
  const part = from + (to - from) * random.next();
  const named = aiTool !== null && random.chance(0.7) ? { aiModel: random.pick(models[aiTool]!) } : {};
  if (aiEvidence !== "commit-trailer") return { commits, ...named };
  const lines = 5 + Math.round(random.lognormal(4, 1));
  const byLines = random.chance(0.2) ? { lines, aiLines: Math.max(1, Math.round(lines * part)) } : {};
  return { commits, aiCommits: Math.max(1, Math.round(commits * part)), ...byLines, ...named };
}

/** A few bear a mark, and say in their pull request that no AI was used. */
function doubtOf(random: Random, { aiEvidence, deployedAt }: ChangeRecord) {
  if (aiEvidence !== "commit-trailer" || !random.chance(0.004)) return {};
  const piece = {
    channel: "pull-request-disclosure",
    about: `pull request ${random.integer(1_200, 9_800)}`,
    assistance: "none",
    said: "AI disclosure: no AI was used.",
    at: deployedAt,
  } as const;
  return { evidence: [piece] };
}

/** Of most, somebody read the commits. */
function reworkOf(random: Random) {
  return random.chance(0.88) ? { rework: random.chance(0.06) } : {};
}
