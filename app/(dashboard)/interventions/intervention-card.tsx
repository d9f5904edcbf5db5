import Link from "next/link";
import type { ReactNode } from "react";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { aiAssisted, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { intervalWords, medianWords } from "#lib/analytics/duration-words.ts";
import type { Side } from "#lib/analytics/intervention-sides.ts";
import type { Effect } from "#lib/analytics/interventions.ts";
import type { Answered } from "#lib/analytics/shapes.ts";
import type { Verdict } from "#lib/analytics/verdict.ts";
import { dayStart } from "#lib/calendar.ts";
import {
  formatCount,
  formatEstimate,
  formatMinutes,
  formatP,
  formatPeriod,
  formatPlural,
  formatQuantity,
  formatRecorded,
  formatShareInterval,
  formatShort,
} from "#lib/format.ts";
import classes from "./interventions.module.css";

type Props = { item: Effect; words: Words; zone: string; actions?: ReactNode };

export function InterventionCard({ item, words, zone, actions }: Props) {
  return (
    <div id={item.id} className={classes.anchor}>
      <Card title={item.name} subtitle={<Subtitle item={item} zone={zone} />} actions={actions}>
        <p className={classes.text}>{item.text}</p>
        {item.note !== null && <p className={classes.note}>{item.note}</p>}
        {item.before !== null && item.after !== null && (
          <Comparison item={item} before={item.before} after={item.after} words={words} zone={zone} />
        )}
        {item.timeToTell !== null && !item.text.includes(item.timeToTell.text) && (
          <p className={classes.note}>{item.timeToTell.text}</p>
        )}
        {item.overlaps.length > 0 && (
          <p className={classes.note}>
            <strong>Overlaps with</strong> {item.overlaps.join(", ")}.
          </p>
        )}
      </Card>
    </div>
  );
}

function Subtitle({ item, zone }: { item: Effect; zone: string }) {
  const from = dayStart(item.startsOn, zone);
  const lasts =
    item.endsOn === null
      ? `since ${formatPeriod(from, new Date(from.getTime() + 1), zone)}`
      : formatPeriod(from, new Date(dayStart(item.endsOn, zone).getTime() + 1), zone);
  return (
    <>
      {wordsFor(item.kind)}, {lasts}, {scopeWords(item.scope)}
    </>
  );
}

function scopeWords(scope: Effect["scope"]): string {
  if (scope.to === "all") return "everyone";
  if (scope.to === "org") return scope.orgs.join(", ");
  if (scope.to === "tier") return scope.tiers.map((tier) => `Tier ${tier}`).join(", ");
  return scope.systems.length > 3 ? `${scope.systems.length} systems` : scope.systems.join(", ");
}

/** Words that say which incidents lie in the scope; null where the filter already speaks of the same. */
function scopeFilter(words: Words, scope: Effect["scope"]): Words | null {
  if (scope.to === "all") return {};
  const word = scope.to === "systems" ? "system" : scope.to;
  if (words[word] !== undefined) return null;
  const values = scope.to === "org" ? scope.orgs : scope.to === "tier" ? scope.tiers : scope.systems;
  return { [word]: values.join(",") };
}

type Line = {
  label: string;
  value: (side: Side) => string;
  href?: (side: Side) => string | undefined;
  /** Of counts: ranked among what their history does by itself. */
  verdict?: Verdict;
  /** Of measures, and of shares. */
  result?: Answered;
  format?: (value: number) => string;
};

function Comparison(of: { item: Effect; before: Side; after: Side; words: Words; zone: string }) {
  const { item, before, after, words, zone } = of;
  const scope = scopeFilter(words, item.scope);
  const href = (side: Side, more: Words = {}) =>
    scope === null
      ? undefined
      : incidentsHref({ words, period: { from: side.from, to: side.to, zone }, more: { ...scope, ...more } });
  const culprits = (side: Side) =>
    scope === null
      ? undefined
      : changesHref({
          words,
          period: { from: side.from, to: side.to, zone },
          more: { ...scope, failed: "yes", assistance: aiAssisted.join(",") },
        });
  const heads = {
    before: `Before: ${formatPeriod(before.from, before.to, zone)}`,
    after: `From its first day: ${formatPeriod(after.from, after.to, zone)}`,
    result: "After against before",
  };
  const lines: Line[] = [
    {
      label: "Incidents",
      value: (side) => `${formatCount(side.incidents)} (${formatQuantity(side.perDay)} a day)`,
      href: (side) => href(side),
      verdict: item.verdict,
    },
    {
      label: "Sev-1 and Sev-2",
      value: (side) => `${formatCount(side.sev12)} (${formatQuantity(side.sev12PerDay)} a day)`,
      href: (side) => href(side, narrowed(words, "severity", ["1", "2"])),
      verdict: item.sev12Verdict,
    },
    {
      label: "Caused by a change",
      value: ({ caused }) => `${formatCount(caused)} (${formatQuantity(caused / item.window.days)} a day)`,
      verdict: item.causedVerdict,
    },
    {
      label: "Lost orders",
      value: ({ lostOrders }) =>
        `${formatShort(lostOrders.sum)} (${formatRecorded(lostOrders.recorded, lostOrders.of)})`,
      href: (side) => href(side, { sort: "-lostOrders" }),
      result: item.shifts.lostOrders,
      format: (value) => `${formatShort(value)} ${Math.abs(Math.round(value)) === 1 ? "order" : "orders"}`,
    },
    {
      label: "Median time to mitigate",
      value: ({ timeToMitigate }) =>
        `${medianWords(timeToMitigate)} (${intervalWords(timeToMitigate)}; ${formatRecorded(timeToMitigate.recorded, timeToMitigate.of)})`,
      href: (side) => href(side, { sort: "-mitigateMinutes" }),
      result: item.shifts.mitigateMinutes,
      format: formatMinutes,
    },
    {
      label: "AI-assisted changes that failed",
      value: ({ aiFailure }) =>
        `${formatShareInterval(aiFailure.rate, aiFailure)}, ${formatCount(aiFailure.failed)} of ${formatCount(aiFailure.changes)}${aiFailure.pending === 0 ? "" : `; ${formatCount(aiFailure.pending)} not judged yet`}`,
      href: culprits,
      result: item.aiFailureRatio,
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scrolls" aria-label={`Before and after ${item.name}`} tabIndex={0}>
      <p className={classes.which} aria-hidden>
        {item.window.days} days each: {formatPeriod(before.from, before.to, zone)}, then{" "}
        {formatPeriod(after.from, after.to, zone)}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{item.window.days} days each</th>
            <th scope="col">{heads.before}</th>
            <th scope="col">{heads.after}</th>
            <th scope="col">{heads.result}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, value, href: open, verdict, result, format }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <SideCell head="Before" text={value(before)} href={open?.(before)} />
              <SideCell head="From its first day" text={value(after)} href={open?.(after)} />
              {verdict !== undefined && (
                <VerdictCell head={heads.result} verdict={verdict} days={item.window.days} />
              )}
              {result !== undefined && (
                <ResultCell head={heads.result} result={result} format={format} said={item.text} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SideCell({ head, text, href }: { head: string; text: string; href: string | undefined }) {
  return (
    <td>
      <Which head={head} />
      {href === undefined ? text : <Link href={href}>{text}</Link>}
    </td>
  );
}

/** The name of the column, seen where there is no room for columns. */
function Which({ head }: { head: string }) {
  return (
    <span className={classes.which} aria-hidden>
      {head}
    </span>
  );
}

/** What is claimed, the ratio with what of it is wandering, among how many it ranks, and how often the rule errs here. */
function VerdictCell({ head, verdict, days }: { head: string; verdict: Verdict; days: number }) {
  const { ratio, declined, claims, windowDays, before, after, q, earlierSplits, falseCalls } = verdict;
  if (ratio === null) {
    return (
      <td className={classes.declined} data-missing>
        <Which head={head} />
        {declined}
      </td>
    );
  }
  const p = verdict.outOfScope?.p ?? verdict.look?.p ?? verdict.p;
  const over = windowDays === days ? "" : ` in ${windowDays} days (${before} before, ${after} after)`;
  return (
    <td>
      <Which head={head} />
      <span data-claim={claims ?? undefined}>
        {claims === null ? "nothing to claim" : `${claims} than its ups and downs explain`}
      </span>
      , × {formatEstimate(ratio)}
      {over}, {formatP(p)}, {formatP(q, "q")}
      <span className={classes.basis}>
        ranked among{" "}
        {formatCount(verdict.outOfScope?.p == null ? earlierSplits : verdict.outOfScope.earlierSplits)}{" "}
        earlier comparisons
        {falseCalls.of > 0 &&
          `; the rule would have called ${formatCount(falseCalls.called)} of ${formatPlural(falseCalls.of, "earlier day")}`}
      </span>
    </td>
  );
}

type ResultProps = { result: Answered; format: Line["format"]; head: string; said: string };

/** A ratio, or a shift of single incidents; what was declined says why, unless the words above have said it. */
function ResultCell({ head, result, format, said }: ResultProps) {
  if ("declined" in result) {
    return (
      <td className={classes.declined} data-missing>
        <Which head={head} />
        {said.includes(result.declined) ? "not compared" : result.declined}
      </td>
    );
  }
  const { estimate, low, high, p } = result;
  if (format === undefined) {
    return (
      <td>
        <Which head={head} />× {formatEstimate(result)}, {formatP(p)}
      </td>
    );
  }
  if (estimate === null)
    return (
      <td>
        <Which head={head} />
        with those still open: {formatP(p)}
      </td>
    );
  const signed = (value: typeof low) =>
    typeof value === "number" ? `${value > 0 ? "+" : ""}${format(value)}` : "∞";
  return (
    <td>
      <Which head={head} />
      {signed(estimate)} per incident ({signed(low)} to {signed(high)}), {formatP(p)}
    </td>
  );
}
