import type { Side } from "#lib/analytics/intervention-sides.ts";
import { getInterventions } from "#lib/analytics/interventions.ts";
import type { Words } from "./duck.ts";
import { type Comparison, durations, measured, where } from "./shapes.ts";

type Scope = Awaited<ReturnType<typeof getInterventions>>["items"][number]["scope"];

/** Before and after each intervention: incidents in its scope, what they lost, and failures of AI-assisted changes. */
export const interventions: Comparison = async ({ scope, duck, filter }) => {
  const answer = await getInterventions(scope, filter);
  const { items } = answer;
  const sides = items.flatMap(({ scope: reach, before, after }) =>
    [before, after].flatMap((side) => (side === null ? [] : [{ reach, side }])),
  );
  const asked = [];
  for (const { reach, side } of sides) {
    const period = { from: side.from, to: side.to, zone: "UTC" };
    await duck.mean({ filter: { ...filter, ...wordsOf(reach) }, period, followed: answer });
    const [incidents] = await duck.ask(`
      select count(*) as incidents, ${where("severity <= 2")} as sev12, ${measured("lost_orders")} as "lostOrders",
        ${durations} from meant`);
    const [changes] = await duck.ask(
      `select ${where("judged")} as changes, ${where("failed")} as failed from made where ai`,
    );
    const { timeToDetect: _, timeToResolve: __, ...told } = incidents!;
    asked.push({ ...told, aiFailure: changes });
  }
  return { answered: sides.map(({ side }) => toldOf(side)), asked };
};

function toldOf({ incidents, sev12, lostOrders, timeToMitigate, aiFailure: { failed, changes } }: Side) {
  return { incidents, sev12, lostOrders, timeToMitigate, aiFailure: { failed, changes } };
}

function wordsOf(scope: Scope): Words {
  switch (scope.to) {
    case "all":
      return {};
    case "org":
      return { org: scope.orgs.join(",") };
    case "tier":
      return { tier: scope.tiers.join(",") };
    case "systems":
      return { system: scope.systems.join(",") };
  }
}
