import { RowBars } from "#app/_charts/pictures/row-bars.tsx";
import { ShareChart } from "#app/_charts/pictures/share-chart.tsx";
import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words, within } from "#app/_server/address.ts";
import type { FollowThrough } from "#lib/analytics/follow-through.ts";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import { type Standing, standings } from "#lib/analytics/follow-up.ts";
import { termWords } from "#lib/analytics/follow-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatShare } from "#lib/format.ts";
import { type BucketSize, bucketSizeFor } from "#lib/period.ts";

export type Postmortems = (standing: readonly Standing[], more?: Words) => string;
export type OverTimeProps = { answer: FollowThrough; words: Words; bands: Band[] };

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
export function postmortemWords(words: Words, standing: readonly Standing[]): Words {
  return {
    ...(words.severity === undefined ? { severity: "1,2" } : {}),
    postmortem: standing.join(","),
  };
}

const decided = ["on-time", "late", "overdue"] as const;

export function Standings({ answer, postmortems }: { answer: FollowThrough; postmortems: Postmortems }) {
  const { standings: counts, incidents } = answer.postmortems;
  return (
    <RowBars
      title="Post-mortems against the deadline"
      unit="incidents"
      means={meaningOf(getFollowThrough, "severities", "postmortems.inTime")}
      reads={`The deadline is ${termWords(answer.workingDaysHeld)}.`}
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

export function OverTime({ answer, words, bands }: OverTimeProps) {
  const { period, buckets } = answer;
  const size = (words.bucket as BucketSize | undefined) ?? bucketSizeFor(period);
  return (
    <ShareChart
      title="Post-mortems in time"
      unit={`share of those due, by the ${size} in which the incident began`}
      means={meaningOf(getFollowThrough, "buckets", "buckets.inTime")}
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
        recorded: bucket.recorded,
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

export function ByOrg({ answer, postmortems }: { answer: FollowThrough; postmortems: Postmortems }) {
  const rows = answer.postmortems.byOrg.filter(({ inTime }) => inTime.known > 0);
  return (
    <RowBars
      title="Late and overdue post-mortems by organisation"
      unit="incidents whose deadline was missed"
      means={meaningOf(getFollowThrough, "postmortems.byOrg")}
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
