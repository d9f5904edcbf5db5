/** An event log as a tool writes it: every change of an incident is a row, in the order of time, some of them late. */

export type LoggedEvent = {
  id: number;
  count: number;
  minute: number;
  title: string;
  opened: number;
  state: "Open" | "Mitigated" | "Closed";
  severity: number;
  resolved: number | null;
  lost: number | null;
  system: string;
};

type Log = { incidents: number; rows: number; seed?: number };

/** The same numbers from the same seed, each from 0 to below its bound. */
function drawing(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

export function eventLog({ incidents, rows, seed = 7 }: Log): LoggedEvent[] {
  const draw = drawing(seed);
  const more = Array.from({ length: incidents }, () => 1);
  for (let left = rows - incidents; left > 0; left--) more[draw(incidents)]!++;
  const events = more.flatMap((count, id) => {
    const opened = id * 20 + draw(15);
    let minute = opened;
    return Array.from({ length: count }, (_, place): LoggedEvent => {
      minute += 1 + draw(600);
      const isOver = place > 0 && place >= count - 2;
      const state = isOver ? "Closed" : place % 3 === 2 ? "Mitigated" : "Open";
      return {
        id,
        count: place,
        minute,
        title: `Incident ${id} as of ${place}`,
        opened: opened + (place % 4),
        state,
        severity: 1 + draw(5),
        resolved: isOver ? minute - draw(5) : null,
        lost: draw(3) === 0 ? null : draw(1_000),
        system: `system-${draw(40)}`,
      };
    });
  });
  events.sort((a, b) => a.minute - b.minute || a.id - b.id);
  // Some rows come late.
  for (let at = 0; at + 5 < events.length; at += 11) {
    const late = events[at]!;
    events[at] = events[at + 5]!;
    events[at + 5] = late;
  }
  return events;
}

export const logStart = Date.UTC(2015, 11, 30);

/** Day first, as most of the world writes it; comparing these as text puts 9/3/2016 after 10/3/2016. */
function written(minute: number): string {
  const at = new Date(logStart + minute * 60_000);
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()} ${at.toISOString().slice(11, 16)}`;
}

export function* logLines(events: readonly LoggedEvent[]): Generator<string> {
  yield "id,title,start time,state,severity,updated,changes made,resolved at,lost orders,systems\n";
  for (const { id, title, opened, state, severity, minute, count, resolved, lost, system } of events)
    yield `INC${id},${title},${written(opened)},${state},${severity},${written(minute)},${count},${resolved === null ? "?" : written(resolved)},${lost ?? ""},${system}\n`;
}
