import type { Metadata } from "next";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { baseUrl } from "#app/_server/base-url.ts";
import { filterChoices } from "#app/_server/choices.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { getReview } from "#lib/analytics/review.ts";
import { formatPeriod, formatZone } from "#lib/format.ts";
import { getReviewNote } from "#lib/review-notes/read.ts";
import { ActionsDue } from "./actions-due.tsx";
import { Audits } from "./audits.tsx";
import { CopyMarkdown } from "./copy-markdown.tsx";
import { Notes } from "./notes.tsx";
import { PrintButton } from "./print-button.tsx";
import classes from "./review.module.css";
import { ReviewCharts } from "./review-charts.tsx";
import { ReviewTiles } from "./review-tiles.tsx";
import { Reviewed } from "./reviewed.tsx";
import { WeekChoice } from "./week-choice.tsx";

export const metadata: Metadata = { title: "Weekly review" };

const question = "What do we discuss this week?";

export default async function ReviewPage({ searchParams }: { searchParams: SearchParams }) {
  const words = await wordsOf(searchParams);
  const [asked, { choices, any }] = await Promise.all([askOrRefuse(getReview, words), filterChoices()]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/review" />;
  if (!any) {
    return (
      <>
        <PageHeader question={question} />
        <FirstSteps baseUrl={await baseUrl()} canWrite />
      </>
    );
  }
  const { answer } = asked;
  const [note, editable] = await Promise.all([
    ask(getReviewNote, { week: answer.week }),
    permitted("review.write"),
  ]);
  const { from, to, zone } = answer.period;
  const period = `Week ${answer.week.slice(-2)}, ${formatPeriod(from, to, zone)}`;
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={`${period}, ${formatZone(zone, from)}${answer.complete ? "" : "; the week is still running"}`}
        actions={
          <>
            <CopyMarkdown words={words} />
            <PrintButton />
          </>
        }
      />
      <FilterBar period="" choices={choices} withPeriod={false} withCompare={false}>
        <WeekChoice answer={answer} words={words} />
      </FilterBar>
      <Dimmed>
        <div className={classes.page}>
          <ReviewTiles answer={answer} words={words} />
          <Reviewed
            title="Sev-1 and Sev-2"
            told={answer.severe}
            count={answer.current.sev12}
            words={{ ...words, severity: "1,2" }}
            period={answer.period}
            empty="No Sev-1 or Sev-2 began in this week."
          />
          <Reviewed
            title="High blast radius below Sev-2"
            told={answer.highBlast}
            count={answer.highBlastCount}
            words={{ ...words, severity: "3,4,5,unknown", highBlast: "yes" }}
            period={answer.period}
            empty="No other incident of this week reached that far."
          />
          <ReviewCharts answer={answer} words={words} />
          <ActionsDue answer={answer} />
          <Audits answer={answer} words={words} />
          <Notes key={answer.week} note={note} editable={editable}>
            {note.text !== "" && <Markdown>{note.text}</Markdown>}
          </Notes>
        </div>
      </Dimmed>
    </>
  );
}
