import type { Scope } from "#lib/scope.ts";
import type { Duck, Words } from "./duck.ts";

/** Pieces of SQL that give the shapes answers are made of. They read the table `meant`. */

/** What a question answers and what SQL says of the same: both in one shape, so that they can be held together. */
export type Comparison = (of: { scope: Scope; duck: Duck; filter: Words }) => Promise<{
  answered: unknown;
  asked: unknown;
}>;

/** Counts go by `number`, so that a bucket joined with no incident has none. */
export const where = (condition: string) => `count(number) filter (where ${condition})`;

export const measured = (column: string) =>
  `{'sum': sum(${column}), 'recorded': count(${column}), 'of': count(number)}`;

/** A share without its interval, which follows from the counts. */
export const shareOf = (flag: string) =>
  `{'yes': ${where(flag)}, 'known': count(${flag}), 'unknown': ${where(`${flag} is null`)}}`;

/** Of the incidents that a change caused. */
export const changeCaused = `{'yes': ${where("caused and change_ai")}, 'known': ${where("caused and change_ai is not null")},
  'unknown': ${where("caused and change_ai is null")}}`;

export const bySeverity = `{${[1, 2, 3, 4, 5].map((level) => `'${level}': ${where(`severity = ${level}`)}`).join(", ")},
  'unknown': ${where("severity is null")}}`;

const milestones = {
  detect: { end: "detected_at", pending: "status = 'open'" },
  mitigate: { end: "mitigated_at", pending: "status = 'open'" },
  resolve: { end: "resolved_at", pending: "status in ('open', 'mitigated')" },
} as const;

/** The rows that are compared are known to the minute: none is imprecise. */
function duration(name: keyof typeof milestones): string {
  const { end, pending } = milestones[name];
  const minutes = `${name}_minutes`;
  // One that is recorded was detected: its time is missing, and it does not go on.
  const lasting = name === "detect" ? "null" : `case when ${end} is null and ${pending} then lasted end`;
  const followed = `list({'m': coalesce(${minutes}, ${lasting})::double, 'late': ${minutes} is null})
    filter (where coalesce(${minutes}, ${lasting}) is not null)`;
  const counts = `{'recorded': count(${minutes}), 'of': count(number), 'pending': ${where(`${end} is null and ${pending}`)},
    'missing': ${where(`${end} is null and not (${pending})`)}, 'imprecise': ${where("false")}, 'invalid': ${where(`${end} < started_at`)}}`;
  return `struct_insert(${counts}, followed := list_sort(${followed}))`;
}

type Followed = { m: number; late: boolean }[];

/** Kaplan and Meier's quantiles of durations in order, ends before those that still go on: left out there, walked here. */
function withQuantiles({ followed, ...counts }: { followed: Followed | null }) {
  const times = followed ?? [];
  let share = 1;
  const curve = times.flatMap(({ m, late }, i) => {
    if (!late) share *= 1 - 1 / (times.length - i);
    return late ? [] : [{ m, share }];
  });
  const quantile = (level: number) => {
    const reached = curve.find((one) => one.share <= level + 1e-9)?.m ?? null;
    const passed = curve.find((one) => one.share < level - 1e-9)?.m;
    return reached === null || passed === undefined ? reached : (reached + passed) / 2;
  };
  return { ...counts, medianMinutes: quantile(0.5), p75Minutes: quantile(0.25), p90Minutes: quantile(0.1) };
}

export const durations = `${duration("detect")} as "timeToDetect", ${duration("mitigate")} as "timeToMitigate",
  ${duration("resolve")} as "timeToResolve"`;

/** The counts of a share that an answer tells with its interval. */
export function counts({ yes, known, unknown }: { yes: number; known: number; unknown: number }) {
  return { yes, known, unknown };
}

/** Intervals are held against R's, and why there is no quantile is words. */
const heldElsewhere = new Set(["medianLowMinutes", "medianHighMinutes", "declined"]);

/** Where two values in one shape differ, in words. Sums of fractions differ in their last digits with the order. */
export function differences(answered: unknown, asked: unknown, path = ""): string[] {
  if (typeof answered === "number" && typeof asked === "number") {
    const near = Math.abs(answered - asked) <= 1e-9 * Math.max(1, Math.abs(asked));
    return near ? [] : [`${path}: ${answered}, by SQL ${asked}`];
  }
  const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!isNested(answered) || !isNested(asked))
    return answered === asked
      ? []
      : [`${path}: ${JSON.stringify(answered)}, by SQL ${JSON.stringify(asked)}`];
  const said = "followed" in asked ? withQuantiles(asked as { followed: Followed | null }) : asked;
  const [left, right] = [new Map(Object.entries(answered)), new Map(Object.entries(said))];
  const keys = [...new Set([...left.keys(), ...right.keys()])].filter((key) => !heldElsewhere.has(key));
  return keys.flatMap((key) => differences(left.get(key), right.get(key), `${path}.${key}`));
}
