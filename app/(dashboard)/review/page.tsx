import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
import { Markdown } from "#app/_ui/markdown.tsx";
import { getReview } from "#lib/analytics/review.ts";
import { formatZone } from "#lib/format.ts";
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

export default function ReviewPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question="What do we discuss this week?"
      query={getReview}
      path="/review"
      searchParams={searchParams}
      basis={({ week, complete, period: { from, zone } }, period) =>
        `Week ${week.slice(-2)}, ${period}, ${formatZone(zone, from)}${complete ? "" : "; the week is still running"}`
      }
      actions={(_, words) => (
        <>
          <CopyMarkdown words={words} />
          <PrintButton />
        </>
      )}
      bar={(answer, words) => ({
        withPeriod: false,
        children: <WeekChoice answer={answer} words={words} />,
      })}
    >
      {(answer, words) => (
        <div className={classes.page}>
          <ReviewTiles answer={answer} words={words} />
          <Reviewed
            title="Sev-1 and Sev-2"
            told={answer.severe}
            count={answer.current.sev12}
            words={{ ...words, severity: "1,2" }}
            period={answer.period}
            empty="No Sev-1 or Sev-2 is recorded of this week."
          />
          <Reviewed
            title="High blast radius below Sev-2"
            told={answer.highBlast}
            count={answer.highBlastCount}
            words={{ ...words, severity: "3,4,5,unknown", highBlast: "yes" }}
            period={answer.period}
            empty="No other incident recorded of this week reached that far."
          />
          <ReviewCharts answer={answer} words={words} />
          <ActionsDue answer={answer} words={words} />
          <Audits answer={answer} words={words} />
          <WeekNotes week={answer.week} />
        </div>
      )}
    </ReadingPage>
  );
}

async function WeekNotes({ week }: { week: string }) {
  const [note, editable] = await Promise.all([ask(getReviewNote, { week }), permitted("review.write")]);
  return (
    <Notes key={week} note={note} editable={editable}>
      {note.text !== "" && <Markdown>{note.text}</Markdown>}
    </Notes>
  );
}
