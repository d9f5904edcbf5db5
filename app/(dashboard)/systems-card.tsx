import Link from "next/link";
import { Card } from "#app/_ui/card.tsx";
import { meaningOf } from "#lib/analytics/meaning.ts";
import type { Overview } from "#lib/analytics/overview.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import { topWords } from "#lib/analytics/top-words.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import classes from "./lists.module.css";

export function SystemsCard({ answer, hrefOf }: { answer: Overview; hrefOf: (slug: string) => string }) {
  const { worstSystems: systems, worstSystemsRest: rest } = answer;
  const told = topWords({ rest, shown: systems.length, which: "worst", many: "systems" });
  return (
    <Card
      title="Worst systems"
      subtitle={["by lost orders, then by incidents", told ?? []].flat().join("; ")}
      means={meaningOf(getOverview, "worstSystems.incidents")}
    >
      {systems.length === 0 ? (
        <p className={classes.empty}>No incident of this period names a system.</p>
      ) : (
        <ol className={classes.list}>
          {systems.map((system) => (
            <li key={system.slug} className={classes.item}>
              <span className={classes.what}>
                <Link href={hrefOf(system.slug)} prefetch={false}>
                  {system.name}
                </Link>
                <span className={classes.detail}>
                  {system.tier === null ? "tier not recorded" : `Tier ${system.tier}`}
                </span>
              </span>
              <span className={classes.measure}>{formatPlural(system.incidents, "incident")}</span>
              <span className={classes.measure}>
                {system.lostOrders.sum === null
                  ? "no data"
                  : `${formatCount(system.lostOrders.sum)} lost orders`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
