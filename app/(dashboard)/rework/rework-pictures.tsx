import { IntervalDots } from "#app/_charts/pictures/interval-dots.tsx";
import { ShareChart } from "#app/_charts/pictures/share-chart.tsx";
import type { TimeProps } from "#app/_charts/time.ts";
import { type Words, within } from "#app/_server/address.ts";
import { aiAssisted, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { Cards } from "#app/_ui/layout.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getRework, type Rework } from "#lib/analytics/rework.ts";

type Props = { answer: Rework; words: Words; bands: TimeProps["bands"] };

export function ReworkPictures({ answer, words, bands }: Props) {
  const { rework, byAi, bucket, buckets, period } = answer;
  const open = (more: Words = {}, inside = period) =>
    changesHref({ words, period: inside, more: { rework: "yes", ...more } });
  const groups = [
    { key: "ai", label: "AI-assisted changes", colour: "var(--ai)", values: aiAssisted },
    { key: "other", label: "Other changes", colour: "var(--other)", values: ["none"] },
    { key: "unknown", label: "Not known", colour: "var(--unknown)", values: ["unknown"] },
  ] as const;
  return (
    <Cards>
      <ShareChart
        bucket={bucket}
        zone={period.zone}
        end={buckets.at(-1)?.end}
        bands={bands}
        title="Changes that take back or mend an earlier one"
        unit={`share per ${bucket}, with 95% intervals`}
        means={meaningOf(getRework, "rework", "buckets")}
        n={rework.known}
        noun="changes whose commits were read"
        href={open()}
        hrefLabel="Open the changes that do"
        series={[{ key: "rework", label: "Rework", colour: "var(--accent)" }]}
        buckets={buckets.map((one) => ({
          start: one.start,
          complete: one.complete,
          shares: { rework: one.rework },
          href: open({}, within(period, one)),
        }))}
      />
      <IntervalDots
        title="By how the rework was made"
        unit="share of the changes made so, with 95% intervals"
        means={meaningOf(getRework, "byAi")}
        n={rework.known}
        noun="changes whose commits were read"
        itemNoun="Made"
        items={groups.map(({ key, label, colour, values }) => ({
          key,
          label,
          colour,
          ...byAi[key],
          href: open(narrowed(words, "assistance", values)),
        }))}
      />
    </Cards>
  );
}
