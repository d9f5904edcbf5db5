import { requireCount } from "./checks.ts";

/** A gap, in days or in changes, the probability of one as long among its like, and the length up to which it is none too long. */
type Gap = { length: number; p: number; limit: number };

/** The quiet since the last event. */
type OpenGap = Gap;

export type Gaps = {
  declined: null;
  gaps: Gap[];
  /** The places of the gaps that are too long for chance, jointly over all. */
  marked: number[];
  /** Of all closed gaps. */
  meanGap: number;
  open: OpenGap;
};

/** With fewer than eight gaps there is no saying how long one usually is. */
export type GapsDeclined = { declined: "few-gaps"; gaps: number };

const FEWEST_GAPS = 8;

/** The chance that a quiet history has any gap marked. */
const JOINT = 0.05;

type Others = { sum: number; others: number };

/** How the length of one gap is judged by the sum of `others` more: P(as long), and the longest with p or more. */
type Law = { longer: (length: number, rest: Others) => number; longest: (p: number, rest: Others) => number };

/** Exponential gaps: P(F(2, 2k) > length / mean of the k others), which is (sum / (sum + length))ᵏ. */
const exponential: Law = {
  longer: (length, { sum, others }) => (length === 0 ? 1 : (sum / (sum + length)) ** others),
  longest: (p, { sum, others }) => sum * (p ** (-1 / others) - 1),
};

/**
 * Whole gaps, each trial an event with one and the same chance: given the sum of all, every way to part it is as
 * likely, so P = C(sum + k, k) / C(sum + length + k, k) for k others. Multiplied up in `length` steps.
 */
const geometric: Law = {
  longer: (length, { sum, others }) => {
    let p = 1;
    for (let step = 1; step <= length; step++) p *= (sum + step) / (sum + others + step);
    return p;
  },
  longest: (least, { sum, others }) => {
    let length = 0;
    for (let p = 1; ; length++) {
      p *= (sum + length + 1) / (sum + others + length + 1);
      if (p < least) return length;
    }
  },
};

function judged(lengths: readonly number[], { open, law }: { open: number; law: Law }): Gaps | GapsDeclined {
  const count = lengths.length;
  if (count < FEWEST_GAPS) return { declined: "few-gaps", gaps: count };
  const sum = lengths.reduce((total, length) => total + length, 0);
  const judge = (length: number, others: Others) => ({
    length,
    p: law.longer(length, others),
    limit: law.longest(JOINT / count, others),
  });
  const gaps = lengths.map((length) => judge(length, { sum: sum - length, others: count - 1 }));
  return {
    declined: null,
    gaps,
    marked: gaps.flatMap(({ p }, place) => (p < JOINT / count ? [place] : [])),
    meanGap: sum / count,
    open: judge(open, { sum, others: count }),
  };
}

/** First and last event of episodes: an event within a day of the one before belongs to the same. */
type Episode = { first: number; last: number };

const JOINED_WITHIN = 1;

function episodesOf(times: readonly number[]): Episode[] {
  const episodes: Episode[] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    const current = episodes.at(-1);
    if (current && time - current.last <= JOINED_WITHIN) current.last = time;
    else episodes.push({ first: time, last: time });
  }
  return episodes;
}

/** The answer over times, with the episodes that the gaps lie between: gap i ends where episode i + 1 begins. */
export type QuietTimes = { episodes: Episode[] } & (Gaps | GapsDeclined);

/**
 * Unusually long quiet times between rare events (under 5 a bucket, where counts a bucket say little). `times` are
 * their starts, in days from any one origin, in any order; `now` in the same. Events within a day of the one before
 * are one episode; a gap reaches from the last event of an episode to the next one's first, less that day. Marked
 * are long gaps alone: P(F(2, 2(m − 1)) > gap / mean of the other m − 1) < 0.05 / m; the open one stands against all.
 * False on 5% of quiet histories. Declined under 8 gaps. Throws RangeError when a time is not finite, or
 * lies after `now`.
 * Source: time-between-events charts, as in Montgomery, "Introduction to Statistical Quality Control"; the ratio of
 * exponential means as F in Cox and Lewis (1966), "The Statistical Analysis of Series of Events".
 */
export function quietTimes(times: readonly number[], now: number): QuietTimes {
  for (const time of times) {
    if (!Number.isFinite(time) || !(time <= now))
      throw new RangeError(`A time must be finite and not after ${now}, not ${time}.`);
  }
  const episodes = episodesOf(times);
  const lengths = episodes.slice(1).map(({ first }, index) => first - episodes[index]!.last - JOINED_WITHIN);
  const open = Math.max(0, now - (episodes.at(-1)?.last ?? now) - JOINED_WITHIN);
  return { episodes, ...judged(lengths, { open, law: exponential }) };
}

/**
 * The same over trials instead of time, as changes between failures: `gaps` are how many went well between one
 * failure and the next (0 and more), `open` how many since the last. Exact for trials that fail with one and the
 * same chance. Declined under 8 gaps. Throws RangeError unless all are whole numbers from 0.
 */
export function trialsBetween(gaps: readonly number[], open: number): Gaps | GapsDeclined {
  for (const gap of [...gaps, open]) requireCount(gap, "A gap");
  return judged(gaps, { open, law: geometric });
}
