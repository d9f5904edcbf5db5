import { ask } from "#app/_server/ask.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { listHeld } from "#lib/hooks/read.ts";
import classes from "../lists.module.css";

const mostShown = 10;

/** Deployments that webhooks told of and that never went out, or have not yet: here they can be seen, uncounted. */
export async function HeldCard({ zone }: { zone: string }) {
  const { items, next } = await ask(listHeld, { limit: mostShown });
  if (items.length === 0) return null;
  return (
    <Card
      title="Deployments that are not counted"
      subtitle="Webhooks told of them, and of no sign yet that they reached production"
      note={next !== null && "These are the latest; GET /api/v1/held-deployments has the others."}
    >
      <ul className={classes.list}>
        {items.map(({ source, externalId, title, askedAt, url, reason }) => (
          <li key={`${source} ${externalId}`} className={classes.item}>
            <span className={classes.what}>
              {url === null ? (
                title
              ) : (
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {title}
                </a>
              )}
              <span className={classes.detail}>{reason}</span>
            </span>
            <span className={classes.measure}>
              <Instant at={askedAt} zone={zone} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
