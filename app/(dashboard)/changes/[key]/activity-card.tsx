import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { activityOfChange } from "#lib/ai-activity/read.ts";
import { activityWords } from "#lib/ai-activity/words.ts";
import classes from "../changes.module.css";

/** A hint of its own, and only where something is recorded of the author's day. */
export async function ActivityCard({ changeKey }: { changeKey: string }) {
  const told = await ask(activityOfChange, { key: changeKey });
  if (told === null) return null;
  return (
    <Card title="Its author on that day">
      <p className={classes.verdict}>{activityWords(told)}</p>
    </Card>
  );
}
