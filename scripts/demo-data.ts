import { systemActor } from "#lib/actor.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { openScope } from "#lib/runtime.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { type Company, generateCompany } from "./seed/company.ts";

const seed = 20260305;

/** Fills an empty database with the demo company, through the same commands as everybody else. */
export async function fillDemo(url: string, now: Date): Promise<string> {
  const company = generateCompany({ seed, now });
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
  for (const items of batches(company.incidents.map(({ changes: _, ...incident }) => incident))) {
    refuseNone(await declareIncidents(scope, { items }));
  }
}

function batches<T>(items: readonly T[], size = 2500): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

function refuseNone({ refused }: { refused: readonly unknown[] }): void {
  if (refused.length > 0) throw new Error(`The demo company was refused: ${JSON.stringify(refused[0])}`);
}
