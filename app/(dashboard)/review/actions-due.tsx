import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { Card } from "#app/_ui/card.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Cards } from "#app/_ui/layout.tsx";
import type { DueAction, Review } from "#lib/analytics/review.ts";
import { readable } from "#lib/analytics/review-words.ts";
import { formatCount, formatDay, formatPlural } from "#lib/format.ts";
import classes from "./review.module.css";

const mostShown = 10;

/** What was promised: overdue when the week ended, and due in the days after. */
export function ActionsDue({ answer, words }: { answer: Review; words: Words }) {
  const { overdue, due } = answer.actions;
  const when = answer.complete ? "when the week ended" : "now";
  const { week: _, from: __, ...filter } = words;
  const overdueNow = address("/actions", new URLSearchParams({ ...filter, due: "overdue" }));
  return (
    <Cards>
      <ActionCard
        title="Actions overdue"
        subtitle={`${formatPlural(overdue.length, "action")}, ${when}; high priority first`}
        href={overdueNow}
        actions={overdue}
      />
      <ActionCard
        title="Actions due"
        subtitle={`${formatPlural(due.length, "action")}, in the seven days ${answer.complete ? "after the week" : "from now"}; high priority first`}
        actions={due}
      />
    </Cards>
  );
}

function ActionCard(of: { title: string; subtitle: string; actions: DueAction[]; href?: string }) {
  const { title, subtitle, actions, href } = of;
  return (
    <Card
      title={title}
      subtitle={subtitle}
      href={actions.length > mostShown ? href : undefined}
      hrefLabel="Open all that are overdue now"
    >
      {actions.length === 0 ? (
        <p className={classes.quiet}>None.</p>
      ) : (
        <ul className={classes.list}>
          {actions.slice(0, mostShown).map((action) => (
            <li key={action.id} className={classes.action}>
              <span>
                {action.title}
                <span className={classes.detail}>
                  <Link href={`/incidents/${action.incidentNumber}`} prefetch={false}>
                    INC-{action.incidentNumber}
                  </Link>{" "}
                  {action.incidentTitle}
                </span>
              </span>
              <span className={classes.owner}>
                {action.owner ?? "nobody named"}
                <span className={classes.detail}>
                  {action.state === "open"
                    ? `due ${formatDay(action.dueOn!)}`
                    : `${readable(action.state)} since`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {actions.length > mostShown && (
        <p className={classes.quiet}>and {formatCount(actions.length - mostShown)} more</p>
      )}
    </Card>
  );
}
