import { RowBars, type RowItem } from "#app/_charts/row-bars.tsx";
import { ShareChart } from "#app/_charts/share-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import { Cards, Tiles, Wide } from "#app/_ui/layout.tsx";
import { StatTile } from "#app/_ui/stat-tile.tsx";
import type { FollowThrough } from "#lib/analytics/follow-through.ts";
import { type Standing, standings } from "#lib/analytics/follow-up.ts";
import { formatCount, formatPlural, formatQuantity, formatShare, formatShareInterval } from "#lib/format.ts";
import { type BucketSize, bucketSizeFor } from "#lib/period.ts";

type Of = { answer: FollowThrough; words: Words };

const colours: Record<Standing, string> = {
  "on-time": "var(--good)",
  late: "var(--minus)",
  due: "var(--accent)",
  overdue: "var(--bad)",
};
const names: Record<Standing, string> = {
  "on-time": "In time",
  late: "Late",
  due: "Not due yet",
  overdue: "Overdue, not published",
};

/** Words that say which post-mortems a figure counts: Sev-1 and Sev-2 unless the page's filter says otherwise. */
function postmortemWords(words: Words, standing: readonly Standing[]): Words {
  return {
    ...(words.severity === undefined ? { severity: "1,2" } : {}),
    postmortem: standing.join(","),
  };
}

const decided = ["on-time", "late", "overdue"] as const;

export function FollowThroughPictures({ answer, words, bands }: Of & { bands: Band[] }) {
  const { period } = answer;
  const postmortems = (standing: readonly Standing[], more: Words = {}) =>
    incidentsHref({ words, period, more: { ...postmortemWords(words, standing), ...more } });
  const actions = (more: Words) =>
    incidentsHref({ words, period, more: { kind: words.kind ?? "incident", ...more }, path: "/actions" });
  return (
    <>
      <FollowTiles answer={answer} postmortems={postmortems} actions={actions} />
      <Cards>
        <Standings answer={answer} postmortems={postmortems} />
        <Ages answer={answer} actions={actions} />
        <Wide>
          <OverTime answer={answer} words={words} bands={bands} />
        </Wide>
        <ByOrg answer={answer} postmortems={postmortems} />
        <ActionsBy
          title="Open actions by organisation"
          noun="Organisation"
          rows={answer.actions.byOrg.map(({ org, ...counts }) => ({ name: org, ...counts }))}
          unnamed="Organisation unknown"
          counts="Open actions of incidents that reached a system of the organisation; one incident may reach several, so they do not add up."
          hrefOf={(name) => actions({ state: "open", org: name ?? "unknown" })}
        />
        <Wide>
          <ActionsBy
            title="Open actions by owner"
            noun="Owner"
            rows={answer.actions.byOwner.map(({ owner, ...counts }) => ({ name: owner, ...counts }))}
            unnamed="Nobody named"
            hrefOf={(name) => actions({ state: "open", owner: name ?? "unknown" })}
          />
        </Wide>
      </Cards>
    </>
  );
}

type Postmortems = (standing: readonly Standing[], more?: Words) => string;
type Actions = (more: Words) => string;

function FollowTiles({
  answer,
  postmortems,
  actions,
}: {
  answer: FollowThrough;
  postmortems: Postmortems;
  actions: Actions;
}) {
  const { inTime, standings: counts, daysToPublish } = answer.postmortems;
  const deadline = formatPlural(answer.workingDays, "working day");
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
        definition={`Published within ${deadline} after the day on which the incident was resolved (else mitigated), in the organisation's zone. Those still within it are left out: ${inTime.unknown}.`}
        href={postmortems(["on-time"])}
      />
      <StatTile
        label="Days to publish"
        value={daysToPublish.medianDays}
        unit="days"
        basis={daysBasis(answer.postmortems)}
        definition="Median of calendar days from the end of the incident to publication, and how soon nine in ten were published."
      />
      <StatTile
        label="Post-mortems overdue"
        value={answer.postmortems.incidents === 0 ? null : counts.overdue}
        unit="count"
        basis={`of ${formatPlural(answer.postmortems.incidents, "incident")} that ${answer.postmortems.incidents === 1 ? "asks" : "ask"} for one`}
        definition="The deadline is over and nothing is published."
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

function Standings({ answer, postmortems }: { answer: FollowThrough; postmortems: Postmortems }) {
  const { standings: counts, incidents } = answer.postmortems;
  return (
    <RowBars
      title="Post-mortems against the deadline"
      unit="incidents"
      counts={`Sev-1 and Sev-2 incidents unless the filter names other severities. The deadline is ${formatPlural(answer.workingDays, "working day")} after the day on which the incident ended.`}
      n={incidents}
      href={postmortems(standings)}
      noun="Standing"
      items={standings.map((standing) => ({
        key: standing,
        label: names[standing],
        value: incidents === 0 ? null : counts[standing],
        parts: [
          { key: standing, label: names[standing], colour: colours[standing], value: counts[standing] },
        ],
        href: postmortems([standing]),
      }))}
    />
  );
}

function Ages({ answer, actions }: { answer: FollowThrough; actions: Actions }) {
  return (
    <RowBars
      title="Age of open actions"
      unit={`open actions, by days since they were decided, n\u00a0=\u00a0${formatPlural(answer.actions.open, "action")}`}
      counts="Actions that are neither done nor dropped. The first part is overdue: its day is over."
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

function ageWords(days: number): string {
  return days < 1 ? "were decided within a day" : `are older than ${formatQuantity(days)} days`;
}

function OverTime({ answer, words, bands }: Of & { bands: Band[] }) {
  const { period, buckets } = answer;
  const size = (words.bucket as BucketSize | undefined) ?? bucketSizeFor(period);
  return (
    <ShareChart
      title="Post-mortems in time"
      unit={`share of those due, by the ${size} in which the incident began`}
      counts="Published by the deadline, of those whose deadline is over or met. A bucket in which none was due has no point."
      n={answer.postmortems.inTime.known}
      href={incidentsHref({ words, period, more: postmortemWords(words, decided) })}
      bands={bands}
      bucket={size}
      zone={period.zone}
      end={buckets.at(-1)?.end}
      series={[{ key: "inTime", label: "In time", colour: "var(--accent)" }]}
      buckets={buckets.map((bucket) => ({
        start: bucket.start,
        complete: bucket.complete,
        shares: { inTime: bucket.inTime },
        hrefs: {
          inTime: incidentsHref({
            words,
            period: within(period, bucket),
            more: postmortemWords(words, decided),
          }),
        },
      }))}
    />
  );
}

function ByOrg({ answer, postmortems }: { answer: FollowThrough; postmortems: Postmortems }) {
  const rows = answer.postmortems.byOrg.filter(({ inTime }) => inTime.known > 0);
  return (
    <RowBars
      title="Late and overdue post-mortems by organisation"
      unit="incidents whose deadline was missed"
      counts="An incident counts for every organisation that owns a system it reached, so they do not add up."
      noun="Organisation"
      items={rows
        .map(({ org, standings: counts, inTime }) => ({
          key: org ?? "",
          label: org ?? "Organisation unknown",
          value: counts.late + counts.overdue,
          parts: [
            { key: "overdue", label: names.overdue, colour: colours.overdue, value: counts.overdue },
            { key: "late", label: names.late, colour: colours.late, value: counts.late },
          ],
          detail: `${formatShare(inTime.share)} of ${inTime.known} in time`,
          href: postmortems(["late", "overdue"], { org: org ?? "unknown" }),
        }))
        .sort((a, b) => b.value - a.value)}
    />
  );
}

const mostRows = 20;

function ActionsBy(of: {
  title: string;
  noun: string;
  unnamed: string;
  counts?: string;
  rows: { name: string | null; open: number; overdue: number; done: number; dropped: number }[];
  hrefOf: (name: string | null) => string;
}) {
  const open = of.rows.filter((row) => row.open > 0).sort((a, b) => b.open - a.open);
  const rows = open.slice(0, mostRows);
  return (
    <RowBars
      title={of.title}
      unit={open.length > rows.length ? `open actions, the ${mostRows} with most` : "open actions"}
      counts={of.counts ?? "Actions that are neither done nor dropped."}
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
