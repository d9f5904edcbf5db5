import { IntervalDots } from "#app/_charts/pictures/interval-dots.tsx";
import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { aiAssisted, changesHref, narrowed } from "#app/_server/changes-address.ts";
import { Card } from "#app/_ui/card.tsx";
import { type Column, DataTable, type Row } from "#app/_ui/data-table.tsx";
import { Wide } from "#app/_ui/layout.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { doseScale } from "#lib/analytics/dose.ts";
import { type DoseResponse, getDoseResponse } from "#lib/analytics/dose-response.ts";
import { doseLabels } from "#lib/analytics/dose-words.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { RatedGroup } from "#lib/analytics/rated-group.ts";
import { formatP, formatPlural, formatShareInterval } from "#lib/format.ts";

type Props = { answer: DoseResponse; words: Words };

/** How often changes fail by the part that AI made, and by tool and model. */
export async function DoseCards({ words }: { words: Words }) {
  const answer = await ask(getDoseResponse, words);
  return (
    <>
      <Wide>
        <DoseCard answer={answer} words={words} />
      </Wide>
      <GroupCard answer={answer} words={words} />
    </>
  );
}

const isOnScale = (band: string) => doseScale.some((one) => one === band);

/** The scale from none up; apart from it, hollow of colour, what has no place on it. */
function DoseCard({ answer, words }: Props) {
  const { bands, followUpDays, period } = answer;
  const judged = bands.reduce((sum, { changes }) => sum + changes, 0);
  const colourOf = (band: string) =>
    band === "none" ? "var(--other)" : isOnScale(band) ? "var(--ai)" : "var(--unknown)";
  return (
    <IntervalDots
      title="Failures by the part AI made"
      unit={`changes that failed within ${formatPlural(followUpDays, "day")}, n = ${formatPlural(judged, "change")}`}
      means={meaningOf(getDoseResponse, "bands", "trend", "weighted")}
      reads="The first five are a scale; the last two, in grey and brackets, have no place on it. Whiskers are 95% intervals."
      n={null}
      itemNoun="Part made by AI"
      href={changesHref({ words, period, more: { failed: "yes" } })}
      hrefLabel="Open the changes that failed"
      items={bands.map(({ band, rate, low, high, failed, changes }) => ({
        key: band,
        label: isOnScale(band) ? doseLabels[band] : `(${doseLabels[band]})`,
        share: rate,
        low,
        high,
        yes: failed,
        known: changes,
        colour: colourOf(band),
        href: changesHref({ words, period, more: { failed: "yes", dose: band } }),
      }))}
      note={noteOf(answer)}
    />
  );
}

function noteOf({ text, trend, weighted }: DoseResponse): string {
  const weightedWords =
    "declined" in weighted
      ? weighted.declined
      : `Weighted by the part AI made, ${formatShareInterval(weighted.rate, weighted)} of AI-assisted changes failed.`;
  return `${text} ${weightedWords}${"declined" in trend ? "" : ` The test is one, corrected for no other (${formatP(trend.p)}).`}`;
}

const columns: Column[] = [
  { key: "of", label: "Changes", wraps: true },
  { key: "changes", label: "Judged", unit: "count" },
  { key: "failed", label: "Failed", unit: "count" },
  { key: "rate", label: "Failure rate (95%)", missing: "too few" },
];

function GroupCard({ answer, words }: Props) {
  const { tools, models, kinds, levels, period } = answer;
  const row = (key: string, of: string, one: RatedGroup, more: Words): Row => ({
    key,
    cells: {
      of: { value: of, href: changesHref({ words, period, more }) },
      changes: one.changes,
      failed: one.failed,
      rate: one.rate === null ? null : formatShareInterval(one.rate, one),
    },
  });
  const ai = { assistance: aiAssisted.join(",") };
  const sides = (
    key: string,
    name: string,
    { ai: with_, other }: { ai: RatedGroup; other: RatedGroup },
    more: Words,
  ) => [
    row(`${key} ai`, `${name}, with AI`, with_, { ...ai, ...more }),
    row(`${key} other`, `${name}, without`, other, { assistance: "none", ...more }),
  ];
  const rows = [
    ...tools.map(({ tool, ...one }) =>
      row(`tool ${tool}`, tool ?? "Tool not recorded", one, {
        ...ai,
        ...narrowed(words, "tool", [tool ?? "unknown"]),
      }),
    ),
    ...models.map(({ model, ...one }) =>
      row(`model ${model}`, model ?? "Model not recorded", one, { ...ai, model: model ?? "unknown" }),
    ),
    ...kinds.flatMap(({ kind, ...rates }) =>
      sides(`kind ${kind}`, kind === null ? "Kind not recorded" : wordsFor(kind), rates, {
        changeKind: kind ?? "unknown",
      }),
    ),
    ...levels.flatMap(({ level, ...rates }) =>
      sides(`level ${level}`, level === "unknown" ? "Author's level not recorded" : wordsFor(level), rates, {
        level,
      }),
    ),
  ];
  return (
    <Card
      title="Failures by tool, model, kind and author"
      subtitle="changes whose follow-up is over; a rate where at least 5 are"
      means={meaningOf(getDoseResponse, "tools", "models", "kinds", "levels")}
      note="Tools, kinds and levels go with other work at other times: a difference is not theirs alone."
    >
      {rows.length === 0 ? (
        <p>No AI-assisted change is judged in this period.</p>
      ) : (
        <DataTable
          caption="Failures by tool, model, kind and author's level"
          columns={columns}
          rows={rows}
          maxHeight={420}
        />
      )}
    </Card>
  );
}
