import { systemActor } from "#lib/actor.ts";
import { recordAudits, recordChanges, recordVolumes } from "#lib/changes/write.ts";
import { confirmCoverage } from "#lib/coverage/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { createIntervention } from "#lib/interventions/write.ts";
import { recordLabelCheck } from "#lib/label-audits/write.ts";
import { drawLabelAudit } from "#lib/label-draws/write.ts";
import { setMarkPolicy } from "#lib/mark-policies/write.ts";
import { openScope } from "#lib/open-scope.ts";
import { recordPostmortems } from "#lib/postmortems/write.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { type Company, generateCompany } from "./seed/company.ts";
import { askingRepository, silentRepository, withDose } from "./seed/doses.ts";
import { labelChecksOf } from "./seed/label-checks.ts";

/** With it the history of the demo is the same wherever it is looked at. */
export const demoSeed = 20260322;

/** Fills an empty database with the demo company, through the same commands as everybody else. */
export async function fillDemo(url: string, now: Date, scale = 1): Promise<string> {
  const company = generateCompany({ seed: demoSeed, now, scale });
  const { scope, close } = await openScope(url, systemActor("demo"));
  try {
    await store(scope, company);
  } finally {
    await close();
  }
  return `${company.systems.length} systems, ${company.changes.length} changes, ${company.incidents.length} incidents`;
}

async function store(scope: Scope, company: Company): Promise<void> {
  const { version } = await getSettings(scope, undefined);
  await updateSettings(scope, {
    organisation: company.organisation,
    zone: company.zone,
    orderValue: 38,
    version,
  });
  await registerSystems(scope, { items: company.systems });
  const dosed = company.changes.map(withDose(demoSeed));
  for (const items of batches(dosed)) refuseNone(await recordChanges(scope, { items }));
  for (const items of batches(company.changeVolumes)) await recordVolumes(scope, { items });
  for (const items of batches(company.audits)) {
    refuseNone(
      await recordAudits(scope, { items: items.map(({ change, ...audit }) => ({ ...change, ...audit })) }),
    );
  }
  for (const items of batches(company.incidents)) refuseNone(await declareIncidents(scope, { items }));
  for (const items of batches(company.postmortems, 500))
    refuseNone(await recordPostmortems(scope, { items }));
  // Its people log what happens as it happens: the last days of it were quiet.
  await confirmCoverage(scope, {});
  const holdsFrom = company.changes[0]!.deployedAt.slice(0, 10);
  for (const [repository, policy] of policies) await setMarkPolicy(scope, { repository, policy, holdsFrom });
  for (const intervention of company.interventions) await createIntervention(scope, intervention);
  const { id, drawn } = await drawLabelAudit(scope, { seed: demoSeed });
  for (const check of labelChecksOf(drawn, demoSeed)) await recordLabelCheck(scope, { id, ...check });
}

const policies = [
  [silentRepository, "banned"],
  [askingRepository, "required"],
] as const;

function batches<T>(items: readonly T[], size = 2500): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function refuseNone({ refused }: { refused: readonly unknown[] }): void {
  if (refused.length > 0) throw new Error(`The demo company was refused: ${JSON.stringify(refused[0])}`);
}
