import type { ReactNode } from "react";
import { DurationRows } from "#app/_charts/pictures/duration-rows.tsx";
import { RowBars } from "#app/_charts/pictures/row-bars.tsx";
import { SurvivalCurve } from "#app/_charts/pictures/survival-curve.tsx";
import { type SeverityKey, severityFill } from "#app/_charts/time.ts";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { ChoiceLinks } from "#app/_ui/choice-links.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Cards, Columns, Wide } from "#app/_ui/layout.tsx";
import { intervalWords, medianWords, p75Words, p90Words } from "#lib/analytics/duration-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Recovery } from "#lib/analytics/recovery.ts";
import { getRecovery } from "#lib/analytics/recovery.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { formatCount, formatMinutes, formatRecorded } from "#lib/format.ts";

type Href = (more?: Words) => string;

const durations = [
  {
    key: "timeToDetect",
    measure: "detectMinutes",
    title: "Time to detect",
  },
  {
    key: "timeToMitigate",
    measure: "mitigateMinutes",
    title: "Time to mitigate",
  },
  {
    key: "timeToResolve",
    measure: "resolveMinutes",
    title: "Time to resolve",
  },
] as const;
type Duration = (typeof durations)[number];

export function RecoveryPictures({ answer, words }: { answer: Recovery; words: Words }) {
  const href: Href = (more) => incidentsHref({ words, period: answer.period, more });
  const groups = (...keys: Grouping["key"][]) =>
    groupings
      .filter(({ key }) => keys.includes(key))
      .map((grouping) => (
        <Groups key={grouping.key} grouping={grouping} answer={answer} duration={chosen} href={href} />
      ));
  const chosen = durations.find(({ measure }) => measure === words.measure) ?? durations[1];
  return (
    <Cards>
      <Wide>
        <Survival answer={answer} href={href} />
      </Wide>
      {durations.map((duration) => (
        <Part key={duration.key} isWide={duration.key === "timeToResolve"}>
          <Histogram duration={duration} distribution={answer[duration.key]} href={href} />
        </Part>
      ))}
      <Wide>
        <ChoiceLinks
          label="By group"
          chosen={chosen.measure}
          links={durations.map(({ measure, title }) => ({
            key: measure,
            label: title,
            href: address("/recovery", new URLSearchParams({ ...words, measure })),
          }))}
        />
      </Wide>
      <Wide>
        <Columns left={groups("bySeverity", "byTier", "byOrg")} right={groups("byDetection", "bySystem")} />
      </Wide>
    </Cards>
  );
}

/** The last of an odd number takes the whole row. */
function Part({ isWide, children }: { isWide: boolean; children: ReactNode }) {
  return isWide ? <Wide>{children}</Wide> : children;
}

function Survival({ answer, href }: { answer: Recovery; href: Href }) {
  const { all, bySeverity } = answer.survival;
  const curves = bySeverity.length > 1 ? bySeverity : [all];
  return (
    <SurvivalCurve
      title="Until they are mitigated"
      unit="share of incidents not yet mitigated, 95% interval"
      means={meaningOf(getRecovery, "survival")}
      reads={`Still open: ${formatCount(all.open)} of ${formatCount(all.n)}. Severities with fewer than five mitigated incidents are not drawn.`}
      n={all.n}
      href={href({ recorded: "mitigateMinutes" })}
      hrefLabel={`Open the ${formatCount(all.mitigated)} mitigated`}
      note={`All together: ${all.medianMinutes.estimate === null ? medianWords(answer.timeToMitigate.figures) : `half are mitigated after ${formatMinutes(all.medianMinutes.estimate)} (${intervalWords(answer.timeToMitigate.figures)})`}.`}
      series={curves.map(({ value, label, points, medianMinutes }) => ({
        key: value,
        label,
        colour: value === "all" ? "var(--accent)" : severityFill(value as SeverityKey),
        steps: points,
        medianMinutes: medianMinutes.estimate,
      }))}
    />
  );
}

type HistogramProps = { duration: Duration; distribution: Recovery["timeToDetect"]; href: Href };

function Histogram({ duration, distribution, href }: HistogramProps) {
  const { key, measure, title } = duration;
  const { figures, histogram } = distribution;
  const used = histogram.map(({ incidents }) => incidents > 0);
  const stretches = histogram.slice(used.indexOf(true), used.lastIndexOf(true) + 1);
  const left = figures.pending + figures.missing + figures.imprecise + figures.invalid;
  const items = stretches.map(({ from, to, incidents }) => ({
    key: String(from),
    label: to === null ? `${formatMinutes(from)} and more` : `${formatMinutes(from)} – ${formatMinutes(to)}`,
    value: incidents,
    parts: [{ key: "recorded", label: "Recorded", colour: "var(--accent)", value: incidents }],
    href: href({ [measure]: `${from}..${to ?? ""}` }),
  }));
  const unknown = {
    key: "unknown",
    label: "No usable value",
    value: left,
    parts: [{ key: "unknown", label: "No usable value", colour: "var(--unknown)", value: left }],
    detail: `${formatCount(figures.pending)} ${measure === "resolveMinutes" ? "not resolved yet" : "still open"}, ${formatCount(figures.missing)} not recorded, ${formatCount(figures.imprecise)} shorter than their dates tell, ${formatCount(figures.invalid)} with an end before the start`,
    href: href({ [measure]: "unknown" }),
  };
  return (
    <RowBars
      title={title}
      unit="incidents by duration; stretches widen as durations do"
      means={meaningOf(getRecovery, key, `${key}.histogram`)}
      reads={`${formatRecorded(figures.recorded, figures.of)}.`}
      n={figures.of}
      href={href({ recorded: measure })}
      hrefLabel="Open those recorded"
      noun="Duration"
      note={`Median ${medianWords(figures)} (${intervalWords(figures)}), p75 ${p75Words(figures)}, p90 ${p90Words(figures)}.`}
      items={left === 0 ? items : [...items, unknown]}
    />
  );
}

const groupings = [
  { key: "bySeverity", word: "severity", title: "severity", noun: "Severity" },
  { key: "byDetection", word: "detectMinutes", title: "how late it was detected", noun: "Detection" },
  { key: "byTier", word: "tier", title: "tier", noun: "Tier" },
  {
    key: "byOrg",
    rest: "byOrgRest",
    word: "org",
    title: "organisation",
    noun: "Organisation",
    many: "organisations",
  },
  { key: "bySystem", rest: "bySystemRest", word: "system", title: "system", noun: "System", many: "systems" },
] as const;
type Grouping = (typeof groupings)[number];

type GroupsProps = { grouping: Grouping; answer: Recovery; duration: Duration; href: Href };

function Groups({ grouping, answer, duration, href }: GroupsProps) {
  const { key, word, title, noun } = grouping;
  const groups = answer[key];
  const told =
    "rest" in grouping
      ? topWords({
          rest: answer[grouping.rest],
          shown: groups.length,
          which: "with most incidents",
          many: grouping.many,
        })
      : null;
  const several = word === "system" || word === "org" || word === "tier";
  return (
    <DurationRows
      title={`${duration.title} by ${title}`}
      unit={`median (dot), p75 (bar), p90 (line), logarithmic axis${told === null ? (several ? "; most incidents first" : "") : `; ${told}`}`}
      means={meaningOf(getRecovery, duration.key, key)}
      noun={noun}
      items={groups.map((group) => ({
        key: group.value,
        label: group.label,
        ...group[duration.key],
        colour:
          group.value === "unknown"
            ? "var(--line-strong)"
            : word === "severity"
              ? severityFill(group.value as SeverityKey)
              : "var(--accent)",
        href:
          word === duration.measure
            ? href({ [word]: group.value })
            : href({ [word]: group.value, recorded: duration.measure }),
      }))}
    />
  );
}
