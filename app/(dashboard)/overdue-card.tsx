import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { wordsFor } from "#app/_ui/words.ts";
import { listActions } from "#lib/analytics/actions.ts";
import { formatPlural } from "#lib/format.ts";
import { ActionLine } from "./actions/action-line.tsx";
import row from "./actions/action-row.module.css";
import classes from "./actions/actions.module.css";

const mostShown = 5;

/** What was promised and is late, of all incidents: a period would hide the oldest. */
export async function OverdueCard() {
  const { items, total } = await ask(listActions, { due: "overdue", limit: mostShown });
  if (total === 0) return null;
  return (
    <Card
      title="Overdue actions"
      subtitle={`${formatPlural(total, "action")} of all incidents, the longest overdue first`}
      href="/actions?due=overdue"
      hrefLabel="Open the list"
    >
      <ul className={classes.list}>
        {items.map(({ incident, ...action }) => (
          <ActionLine key={action.id} action={action} incident={incident}>
            <span className={row.state}>{wordsFor(action.state)}</span>
          </ActionLine>
        ))}
      </ul>
    </Card>
  );
}
