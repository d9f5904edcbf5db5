import { type Calendar, DAY, dayName } from "./calendar.ts";
import type { InterventionRecord } from "./records.ts";

/** What the company did in the window, whether or not it changed anything. */
export function interventionsOf(calendar: Calendar): InterventionRecord[] {
  const { resetBegins, resetEnds, layoffs, assistantRollOut, freezes } = calendar;
  return [
    {
      name: "AI assistant roll-out",
      kind: "tooling",
      startsOn: dayName(assistantRollOut),
      endsOn: dayName(assistantRollOut + 60 * DAY),
      scope: { to: "all" },
      note: "Coding assistants and agents offered to all engineers, organisation by organisation over two months.",
    },
    ...freezes.map(
      (freeze): InterventionRecord => ({
        name: `Holiday code freeze ${freeze.startsOn.slice(0, 4)}`,
        kind: "freeze",
        startsOn: freeze.startsOn,
        endsOn: freeze.endsOn,
        scope: { to: "tier", tiers: [1] },
        note: "Only urgent changes, each with a director's approval.",
      }),
    ),
    {
      name: "Round of lay-offs",
      kind: "staffing",
      startsOn: dayName(layoffs),
      endsOn: dayName(layoffs + 14 * DAY),
      scope: { to: "all" },
      note: "Some engineers see it behind the daily number of Sev-2s; the company says it is not.",
    },
    {
      name: "90-day reset",
      kind: "reset",
      startsOn: dayName(resetBegins),
      endsOn: dayName(resetEnds - DAY),
      scope: { to: "tier", tiers: [1] },
      note: "Two approvals for each change, every change documented in one tool, automated checks against central reliability rules, audits of production changes by directors and VPs, senior sign-off for AI-assisted changes by junior and mid-level engineers.",
    },
  ].sort((a, b) => a.startsOn.localeCompare(b.startsOn)) as InterventionRecord[];
}
