/** So long after an incident was over, what is mended may still speak of it, in milliseconds. */
export const mendedWithin = 2 * 86_400_000;

/** A stretch of time, in milliseconds, both ends included. */
export interface Stretch {
  from: number;
  to: number;
}

/** When something may be done about an incident: from its beginning to two days after its end, or up to now. */
export function mendingOf(
  {
    startedAt,
    mitigatedAt,
    resolvedAt,
  }: { startedAt: Date; mitigatedAt: Date | null; resolvedAt: Date | null },
  now: Date,
): Stretch {
  const end = resolvedAt ?? mitigatedAt ?? now;
  return { from: startedAt.getTime(), to: end.getTime() + mendedWithin };
}

/** Those that touch joined to one, in their order. */
export function joinedStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
