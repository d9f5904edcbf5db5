import { Tiles } from "#app/_ui/layout.tsx";
import { StatTile } from "#app/_ui/stat-tile.tsx";
import type { FollowThrough } from "#lib/analytics/follow-through.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { termWords } from "#lib/analytics/follow-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatPlural, formatQuantity, formatShareInterval } from "#lib/format.ts";
import type { Actions } from "./action-pictures.tsx";
import type { Postmortems } from "./postmortem-pictures.tsx";

export function FollowTiles({
  answer,
  postmortems,
  actions,
}: {
  answer: FollowThrough;
  postmortems: Postmortems;
  actions: Actions;
}) {
  const { inTime, standings: counts, daysToPublish } = answer.postmortems;
  const deadline = termWords(answer.workingDaysHeld);
  const [share, interval] = formatShareInterval(inTime.share, inTime).split(" ");
  return (
    <Tiles>
      <StatTile
        label="Post-mortems in time"
        value={inTime.share}
        unit="share"
        written={share}
        detail={interval}
        basis={`${formatCount(inTime.yes)} of ${formatCount(inTime.known)} that were due within ${deadline}`}
        means={`${meaningOf(getFollowThrough, "postmortems.inTime")} Still within it: ${inTime.unknown}.`}
        href={postmortems(["on-time"])}
      />
      <StatTile
        label="Days to publish"
        value={daysToPublish.medianDays}
        unit="days"
        basis={daysBasis(answer.postmortems)}
        means={meaningOf(getFollowThrough, "postmortems.daysToPublish")}
      />
      <StatTile
        label="Post-mortems overdue"
        value={answer.postmortems.incidents === 0 ? null : counts.overdue}
        unit="count"
        basis={`of ${formatPlural(answer.postmortems.incidents, "incident")} that ${answer.postmortems.incidents === 1 ? "asks" : "ask"} for one`}
        means={meaningOf(getFollowThrough, "postmortems.standings.overdue")}
        href={postmortems(["overdue"])}
      />
      <StatTile
        label="Open actions"
        value={answer.actions.total === 0 ? null : answer.actions.open}
        unit="count"
        basis={
          answer.actions.medianOpenAgeDays === null
            ? ofActions(answer)
            : `of ${formatPlural(answer.actions.total, "action")}; half ${ageWords(answer.actions.medianOpenAgeDays)}`
        }
        href={actions({ state: "open" })}
      />
      <StatTile
        label="Overdue actions"
        value={answer.actions.total === 0 ? null : answer.actions.overdue}
        unit="count"
        basis={answer.actions.total === 0 ? ofActions(answer) : "open, and their day is over"}
        href={actions({ due: "overdue" })}
      />
      <StatTile
        label="Actions done in time"
        value={answer.actions.doneInTime.share}
        unit="share"
        basis={
          answer.actions.doneInTime.known === 0
            ? "none is done that had a day"
            : `${formatCount(answer.actions.doneInTime.yes)} of ${formatCount(answer.actions.doneInTime.known)} that are done and had a day`
        }
        href={actions({ state: "done" })}
      />
    </Tiles>
  );
}

function ofActions({ actions: { total } }: FollowThrough): string {
  return total === 0 ? "no action was decided" : `of ${formatPlural(total, "action")}`;
}

function daysBasis({
  daysToPublish: { recorded, p90Days },
  published,
}: FollowThrough["postmortems"]): string {
  if (recorded === 0) return "none is published";
  const counted =
    recorded === published ? formatCount(published) : `${formatCount(recorded)} of ${formatCount(published)}`;
  return `${counted} published; nine in ten within ${formatQuantity(p90Days)} days`;
}

function ageWords(days: number): string {
  return days < 1 ? "were decided within a day" : `are older than ${formatQuantity(days)} days`;
}
