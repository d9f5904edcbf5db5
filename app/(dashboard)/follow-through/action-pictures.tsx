import { RowBars, type RowItem } from "#app/_charts/pictures/row-bars.tsx";
import type { Words } from "#app/_server/address.ts";
import type { FollowThrough } from "#lib/analytics/follow-through.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatPlural } from "#lib/format.ts";

export type Actions = (more: Words) => string;

export function Ages({ answer, actions }: { answer: FollowThrough; actions: Actions }) {
  return (
    <RowBars
      title="Age of open actions"
      unit={`open actions, by days since they were decided, n\u00a0=\u00a0${formatPlural(answer.actions.open, "action")}`}
      means={meaningOf(getFollowThrough, "actions.open", "actions.overdue")}
      n={null}
      noun="Age"
      href={actions({ state: "open" })}
      hrefLabel="Open actions"
      items={answer.actions.ages.map(({ from, to, open, overdue }) => ({
        key: String(from),
        label: to === null ? `${from} days or more` : `${from} to ${to} days`,
        value: answer.actions.open === 0 ? null : open,
        parts: openParts(open, overdue),
        href: actions({ state: "open", age: `${from}..${to ?? ""}` }),
      }))}
    />
  );
}

function openParts(open: number, overdue: number): NonNullable<RowItem["parts"]> {
  return [
    { key: "overdue", label: "Overdue", colour: "var(--bad)", value: overdue },
    { key: "open", label: "Open, not overdue", colour: "var(--accent)", value: open - overdue },
  ];
}

const mostRows = 20;

export function ActionsBy(of: {
  title: string;
  noun: string;
  unnamed: string;
  means: string;
  rows: { name: string | null; open: number; overdue: number; done: number; dropped: number }[];
  /** What the rows leave out of all there are. */
  rest?: { left: number; open: number };
  many: string;
  hrefOf: (name: string | null) => string;
}) {
  const open = of.rows.filter((row) => row.open > 0).sort((a, b) => b.open - a.open);
  const rows = open.slice(0, mostRows);
  const left = open.length - rows.length + (of.rest?.open ? of.rest.left : 0);
  const others = open.slice(mostRows).reduce((sum, row) => sum + row.open, of.rest?.open ?? 0);
  return (
    <RowBars
      title={of.title}
      unit={
        left === 0
          ? "open actions"
          : `open actions, the ${rows.length} ${of.many} with most; ${formatCount(left)} others have ${formatCount(others)} in all`
      }
      means={of.means}
      noun={of.noun}
      items={rows.map(({ name, open, overdue, done }) => ({
        key: name ?? "",
        label: name ?? of.unnamed,
        value: open,
        parts: openParts(open, overdue),
        detail: `${overdue} overdue, ${done} done`,
        href: of.hrefOf(name),
      }))}
    />
  );
}
