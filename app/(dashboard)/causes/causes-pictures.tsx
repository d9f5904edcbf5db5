import { RowBars, type RowItem } from "#app/_charts/pictures/row-bars.tsx";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { Card } from "#app/_ui/card.tsx";
import { DataTable } from "#app/_ui/data-table.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import type { Causes } from "#lib/analytics/causes.ts";
import { getCauses } from "#lib/analytics/causes.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { formatCount, formatRecorded, formatShareInterval, type Unit } from "#lib/format.ts";

type Href = (more?: Words) => string;
type Weighed = { value: string } & Pick<Causes["causes"][number], "incidents" | "lostOrders" | "hours">;

const weights = [
  { key: "incidents", unit: "incidents", measure: "count", recorded: null, summed: null },
  { key: "lostOrders", unit: "lost orders", measure: "count", recorded: "lostOrders", summed: "lost orders" },
  {
    key: "hours",
    unit: "hours until mitigation, added up",
    measure: "hours",
    recorded: "mitigateMinutes",
    summed: "a time to mitigate",
  },
] as const satisfies {
  key: keyof Weighed;
  unit: string;
  measure: Unit;
  recorded: string | null;
  summed: string | null;
}[];
type Weight = (typeof weights)[number];

export function CausesPictures({ answer, words }: { answer: Causes; words: Words }) {
  const href: Href = (more) => incidentsHref({ words, period: answer.period, more });
  const causes = answer.causes.map(({ cause, ...rest }) => ({ value: cause, ...rest }));
  const factors = answer.factors.map(({ factor, ...rest }) => ({ value: factor, ...rest }));
  return (
    <Cards>
      {weights.map((weight) => (
        <Pareto key={weight.key} weight={weight} causes={causes} answer={answer} href={href} />
      ))}
      {weights.map((weight) => (
        <Factors key={weight.key} weight={weight} factors={factors} answer={answer} href={href} />
      ))}
      <Wide>
        <Repeated answer={answer} href={href} />
      </Wide>
    </Cards>
  );
}

/** Greatest first; what is not known stands last, hatched. */
function itemsOf(all: Weighed[], weight: Weight, hrefOf: (value: string) => string): RowItem[] {
  const amount = (one: Weighed) => (weight.key === "incidents" ? one.incidents : one[weight.key].sum);
  const unknown = (one: Weighed) => Number(one.value === "unknown");
  return all
    .toSorted((a, b) => unknown(a) - unknown(b) || (amount(b) ?? -1) - (amount(a) ?? -1))
    .map((one) => {
      const value = amount(one);
      const [colour, known] =
        one.value === "unknown" ? ["var(--unknown)", "Not known"] : ["var(--accent)", "Known"];
      return {
        key: one.value,
        label: one.value === "unknown" ? "Not known" : wordsFor(one.value).replace(/^Ai\b/, "AI"),
        value,
        isUnknown: one.value === "unknown",
        ...(value === null ? {} : { parts: [{ key: colour, label: known, colour, value }] }),
        ...(weight.key === "incidents"
          ? {}
          : { detail: formatRecorded(one[weight.key].recorded, one.incidents) }),
        href: hrefOf(one.value),
      };
    });
}

function hatchedWords({ recorded }: Weight): string {
  return recorded === null ? "" : " Where none recorded it the bar is hatched.";
}

function Pareto(props: { weight: Weight; causes: Weighed[]; answer: Causes; href: Href }) {
  const { weight, causes, answer, href } = props;
  const also: Words = weight.recorded === null ? {} : { recorded: weight.recorded };
  return (
    <RowBars
      title={`Root causes by ${weight.key === "lostOrders" ? "lost orders" : weight.key}`}
      unit={`${weight.unit}, and the running share of those known`}
      means={meaningOf(getCauses, "causes", `causes.${weight.key}`)}
      reads={`Those not known stand last, and are no part of the running share.${hatchedWords(weight)}`}
      n={
        weight.key === "incidents"
          ? answer.incidents
          : causes.reduce((sum, one) => sum + one[weight.key].recorded, 0)
      }
      href={href(also)}
      noun="Cause"
      measure={weight.measure}
      cumulative
      items={itemsOf(causes, weight, (value) => href({ cause: value, ...also }))}
    />
  );
}

function Factors(props: { weight: Weight; factors: Weighed[]; answer: Causes; href: Href }) {
  const { weight, factors, answer, href } = props;
  const also: Words = weight.recorded === null ? {} : { recorded: weight.recorded };
  return (
    <RowBars
      title={`Contributing factors by ${weight.key === "lostOrders" ? "lost orders" : weight.key}`}
      unit={weight.unit}
      means={meaningOf(getCauses, "factors", `factors.${weight.key}`)}
      reads={`Those without any stand last.${hatchedWords(weight)}`}
      n={weight.key === "incidents" ? answer.incidents : undefined}
      noun="Factor"
      measure={weight.measure}
      items={itemsOf(factors, weight, (value) => href({ factor: value, ...also }))}
    />
  );
}

function Repeated({ answer, href }: { answer: Causes; href: Href }) {
  const { repeats, repeatDays, repeated, repeatedRest: rest } = answer;
  const told = topWords({
    rest,
    shown: repeated.length,
    which: "most repeated",
    many: "pairs of cause and system",
  });
  return (
    <Card
      title="What came back"
      subtitle={`same root cause, begun in the same system, within ${repeatDays} days: ${formatShareInterval(repeats.share, repeats)} of ${formatCount(repeats.known)} incidents; for ${formatCount(repeats.unknown)} it cannot be told${told === null ? "" : `; ${told}`}`}
      means={meaningOf(getCauses, "repeats", "repeated")}
      href={repeats.yes === 0 ? undefined : href({ repeat: "yes" })}
      hrefLabel={`Open the ${formatCount(repeats.yes)} repeats`}
    >
      {repeated.length === 0 ? (
        <p>No incident of this period repeats another.</p>
      ) : (
        <DataTable
          caption="Repeated causes by system"
          maxHeight={420}
          columns={[
            { key: "cause", label: "Root cause" },
            { key: "system", label: "Began in" },
            { key: "repeats", label: "Repeats", unit: "count" },
            { key: "incidents", label: "Incidents", unit: "count" },
            { key: "lost", label: "Lost orders", unit: "count", missing: "not recorded" },
            { key: "latest", label: "Latest" },
          ]}
          rows={repeated.map((one) => ({
            key: `${one.cause} ${one.system}`,
            cells: {
              cause: wordsFor(one.cause),
              system: one.name,
              repeats: {
                value: one.repeats,
                href: href({ cause: one.cause, origin: one.system, repeat: "yes" }),
              },
              incidents: { value: one.incidents, href: href({ cause: one.cause, origin: one.system }) },
              lost: one.lostOrders.sum,
              latest: { value: `INC-${one.latest}`, href: `/incidents/${one.latest}` },
            },
          }))}
        />
      )}
    </Card>
  );
}
