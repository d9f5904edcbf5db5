import Link from "next/link";
import { Card } from "#app/_ui/card.tsx";
import classes from "#app/_ui/first-steps.module.css";

/** Without changes there is no base rate: how a team gets its own. */
export function FirstChanges() {
  return (
    <Card title="No change is recorded here: where the base rate comes from">
      <p>
        AI’s share of incidents says little without its share of changes. Your own git history holds it, and
        reading a clone takes a minute. This says what it finds; with <code>--apply</code> it is stored:
      </p>
      <code className={classes.code}>npm run attribute -- PATH-OF-A-CLONE</code>
      <p>
        From then on, webhooks of GitHub or GitLab tell of pushes, pull requests and deployments as they
        happen; other tools send changes <Link href="/docs">over the API</Link> or{" "}
        <Link href="/import">as a file</Link>.
      </p>
    </Card>
  );
}
