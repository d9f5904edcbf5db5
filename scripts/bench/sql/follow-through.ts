import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { type Comparison, counts } from "./shapes.ts";

const dayMs = 86_400_000;

/** Days of UTC from 1970 on that are worked, Monday to Friday, in order. */
const working =
  "select d, row_number() over (order by d) as n from range(0, 40000) t(d) where (d + 4) % 7 between 1 and 5";

const standings = ["on-time", "late", "due", "overdue"] as const;
const standingCounts = `{${standings.map((name) => `'${name}': count(number) filter (where standing = '${name}')`).join(", ")}}`;

const actionCounts = (today: string) => `count(*) filter (where state = 'open') as open,
  count(*) filter (where state = 'open' and due_on < '${today}') as overdue,
  count(*) filter (where state = 'done') as done, count(*) filter (where state = 'dropped') as dropped`;

/** Post-mortems against their deadline of five working days, and the actions of all incidents meant. */
export const followThrough: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getFollowThrough(scope, filter);
  const { period, buckets, computedAt, postmortems, actions } = answer;
  await duck.mean({ filter, period, buckets });
  const now = computedAt.getTime();
  await duck.ask(`create or replace temp table standing as
    with clocked as (
      select m.*, published_at, coalesce(resolved_at, mitigated_at,
        case when status not in ('open', 'mitigated') then started_at end) as clock
      from meant m left join postmortems on incident_number = number
      where ${filter.severity === undefined ? "severity in (1, 2)" : "true"}),
    due as (
      select c.*, (last.d + 1) * ${dayMs} as deadline
      from (select *, coalesce(clock // ${dayMs}, 0) as d from clocked) c
        asof join (${working}) w on c.d >= w.d join (${working}) last on last.n = w.n + 5)
    select *, case when clock is null then if(published_at is null, 'due', 'on-time')
      when published_at is not null then if(published_at < deadline, 'on-time', 'late')
      else if(${now} < deadline, 'due', 'overdue') end as standing
    from due`);
  const [all] = await duck.ask(`
    select count(*) as incidents, count(published_at) as published, ${standingCounts} as standings,
      median((published_at - clock) / ${dayMs}) filter (where published_at >= clock) as "medianDays" from standing`);
  const byOrg = await duck.ask(`
    with placed as (
      select distinct t.*, org from standing t left join incident_systems l on incident_number = t.number
        left join systems s on s.number = system_number)
    select org, count(*) as incidents, ${standingCounts} as standings from placed group by org order by org`);
  const over = await duck.ask(`
    select count(number) as incidents, count(number) filter (where standing = 'on-time') as yes,
      count(number) filter (where standing <> 'due') as known, count(number) filter (where standing = 'due') as unknown
    from edges left join standing on started_at >= opens and started_at < closes group by bucket order by bucket`);
  const today = computedAt.toISOString().slice(0, 10);
  const [decided] = await duck.ask(`
    select count(*) as total, ${actionCounts(today)},
      count(*) filter (where state = 'done' and strftime(epoch_ms(closed_at), '%Y-%m-%d') <= due_on) as "inTime",
      median((${now} - created_at) / ${dayMs}) filter (where state = 'open') as "medianOpenAgeDays"
    from action_items join meant on number = incident_number`);
  const owners = await duck.ask(`
    select a.owner, ${actionCounts(today).replaceAll("state", "a.state")}
    from action_items a join meant on number = incident_number group by a.owner order by a.owner`);
  const actionOrgs = await duck.ask(`
    with placed as (
      select distinct a.rowid, a.state, a.due_on, org from action_items a join meant m on m.number = a.incident_number
        left join incident_systems l on l.incident_number = m.number left join systems s on s.number = system_number)
    select org, ${actionCounts(today)} from placed group by org order by org`);
  return {
    answered: {
      all: {
        incidents: postmortems.incidents,
        published: postmortems.published,
        standings: postmortems.standings,
        medianDays: postmortems.daysToPublish.medianDays,
      },
      byOrg: postmortems.byOrg
        .map(({ org, incidents, standings: own }) => ({ org, incidents, standings: own }))
        .sort(byName("org")),
      over: buckets.map(({ incidents, inTime }) => ({ incidents, ...counts(inTime) })),
      decided: {
        total: actions.total,
        open: actions.open,
        overdue: actions.overdue,
        done: actions.done,
        dropped: actions.dropped,
        inTime: actions.doneInTime.yes,
        medianOpenAgeDays: actions.medianOpenAgeDays,
      },
      owners: actions.byOwner.toSorted(byName("owner")),
      actionOrgs: actions.byOrg.toSorted(byName("org")),
    },
    asked: { all, byOrg, over, decided, owners, actionOrgs },
  };
};

/** Letter by letter as SQL does, with what is not recorded last. */
function byName<K extends string>(key: K) {
  return (a: Record<K, string | null>, b: Record<K, string | null>): number => {
    const [left, right] = [a[key], b[key]];
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  };
}
