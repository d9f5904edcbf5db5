import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { getLabelAccuracy } from "#lib/analytics/label-audit.ts";
import { formatPlural } from "#lib/format.ts";
import { getLabelAudit, listLabelAudits } from "#lib/label-audits/read.ts";
import { AuditsCard } from "./audits-card.tsx";
import { DrawButton } from "./draw-button.tsx";
import { FoundCard, SharesCard, UnlikeCard } from "./found-cards.tsx";
import classes from "./labels.module.css";

export const metadata: Metadata = { title: "Labels of AI" };

export default async function LabelsPage({ searchParams }: { searchParams: SearchParams }) {
  const [words, canCheck, { items }] = await Promise.all([
    wordsOf(searchParams),
    permitted("change.audit"),
    ask(listLabelAudits, {}),
  ]);
  return (
    <ReadingPage
      question="Can the labels of AI be trusted?"
      query={getLabelAccuracy}
      path="/ai/labels"
      searchParams={searchParams}
      basis={({ audit }, period) =>
        audit === null
          ? period
          : `Drawn by ${audit.createdBy ?? "somebody"}; ${formatPlural(audit.answered, "change")} of ${audit.dealt} looked at`
      }
      actions={({ audit }) =>
        canCheck && (
          <div className={classes.actions}>
            {audit !== null && audit.answered < audit.dealt && (
              <ButtonLink href={`/ai/labels/check?audit=${audit.id}`} variant="filled">
                Check changes
              </ButtonLink>
            )}
            <DrawButton words={words} />
          </div>
        )
      }
    >
      {async ({ audit, strata, changes, culprits, period }) =>
        audit === null || changes === null ? (
          <EmptyState title="No sample has been drawn">
            The share of changes made with AI is only as good as its labels. Draw a random sample of the
            changes that the filter means, and let people who know say of each, in two minutes and without
            seeing its label, whether AI made it. How many labels are wrong or missing follows from that, and
            the share behind them with its interval.
          </EmptyState>
        ) : (
          <Cards>
            <Wide>
              <FoundCard strata={strata} />
            </Wide>
            <Wide>
              <SharesCard changes={changes} culprits={culprits} />
            </Wide>
            <Wide>
              <UnlikeCard audit={await ask(getLabelAudit, { id: audit.id })} />
            </Wide>
            <Wide>
              <AuditsCard audits={items} shown={audit.id} zone={period.zone} canRemove={canCheck} />
            </Wide>
          </Cards>
        )
      }
    </ReadingPage>
  );
}
