import { incidentsHref, type Words } from "#app/_server/address.ts";
import { ChoiceLinks } from "#app/_ui/choice-links.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import type { Correlation } from "#lib/analytics/correlation.ts";
import { type Outcome, outcomes } from "#lib/analytics/factor-names.ts";
import { formatPlural } from "#lib/format.ts";
import { CausesByAi } from "./causes-by-ai.tsx";
import { Forest, type Href, Tables } from "./factors.tsx";
import { Lag, Measures } from "./measures.tsx";

const outcomeTitles: Record<Outcome, string> = {
  sev1: "Sev-1 rather than Sev-2",
  "high-blast": "High blast radius",
  "lost-orders": "Lost orders above the median",
  mitigate: "Time to mitigate above the median",
};

/** What has to be recorded for the outcome to be known. */
const outcomeRecorded: Record<Outcome, string | null> = {
  sev1: "severity",
  "high-blast": null,
  "lost-orders": "lostOrders",
  mitigate: "mitigateMinutes",
};

export function CorrelationPictures({ answer, words }: { answer: Correlation; words: Words }) {
  const compared: Words = { ...words, severity: words.severity ?? "1,2" };
  const href: Href = (more) => incidentsHref({ words: compared, period: answer.period, more });
  const known: Href = (more = {}) => {
    const recorded = [compared.recorded, outcomeRecorded[answer.outcome]].filter((one) => one != null);
    return href(recorded.length === 0 ? more : { ...more, recorded: recorded.join(",") });
  };
  const choice = (
    <ChoiceLinks
      label="Held against"
      chosen={answer.outcome}
      links={outcomes.map((outcome) => ({
        key: outcome,
        label: outcomeTitles[outcome],
        href: address("/correlation", new URLSearchParams({ ...words, against: outcome })),
      }))}
    />
  );
  if (answer.incidents === answer.outcomeUnknown) {
    return (
      <>
        {choice}
        <EmptyState title="Nothing to compare">
          {answer.incidents === 0
            ? "No incident of these severities began in this period: choose a longer one, or other severities in the filter."
            : `Of ${formatPlural(answer.incidents, "incident")} none records what the outcome is told by. Hold the factors against another one.`}
        </EmptyState>
      </>
    );
  }
  return (
    <Cards>
      <Wide>{choice}</Wide>
      <Wide>
        <Forest answer={answer} known={known} />
      </Wide>
      <Wide>
        <Tables answer={answer} known={known} />
      </Wide>
      <Wide>
        <Measures answer={answer} href={href} recorded={compared.recorded} />
      </Wide>
      <Wide>
        <Lag answer={answer} words={compared} />
      </Wide>
      <Wide>
        <CausesByAi answer={answer} href={href} />
      </Wide>
    </Cards>
  );
}
