/** From a value to pixels and nothing more. */
export type Scale = (value: number) => number;

type Range = { from: number; to: number; start: number; end: number };

export function linearScale({ from, to, start, end }: Range): Scale {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/** Values at or below zero have no place on it; they are held at its start. */
export function logScale({ from, to, start, end }: Range): Scale {
  const [low, high] = [Math.log(from), Math.log(to)];
  const span = high - low || 1;
  return (value) => {
    if (value === Number.POSITIVE_INFINITY) return end;
    if (!(value > 0)) return start;
    return Math.max(start, Math.min(end, start + ((Math.log(value) - low) / span) * (end - start)));
  };
}

/** Text cut to the pixels it has, at 12 px. */
export function fitText(text: string, width: number): string {
  const most = Math.max(1, Math.floor(width / 6.1));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
