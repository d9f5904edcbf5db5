import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { engine } from "#db/dialect.ts";
import { copyOfTemplate } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { registerSystems } from "#lib/systems/write.ts";
import { generateRows } from "#scripts/seed/rows.ts";
import { benchNow, fill } from "../data.ts";
import { comparisons } from "./all.ts";
import { type Duck, openDuck, type Words } from "./duck.ts";
import { differences } from "./shapes.ts";

const rows = 5000;
const from = new Date("2025-11-01T00:00:00Z");

/** What benchmark rows have none of: deleted records, open incidents, tools, audits, and what follows an incident. */
const more = `
  update incidents set deleted_at = started_at where number % 50 = 0;
  update incidents set kind = 'exercise' where number % 40 = 1;
  update incidents set status = 'open', mitigated_at = null, resolved_at = null where number % 60 = 2;
  update incidents set lost_orders = lost_orders * 300 where number % 90 = 3;
  update incidents set detected_at = started_at - 60000 where number % 70 = 4;
  update incidents set ai_tool = iif(number % 3 = 0, 'Copilot', 'Claude'), ai_evidence = 'engineer-statement'
    where ai_involvement in ('contributing', 'primary') and number % 4 > 0;
  update changes set deleted_at = deployed_at where number % 45 = 5;
  update changes set ai_tool = iif(number % 3 = 0, 'Copilot', 'Cursor'), ai_evidence = 'tool-report'
    where ai_assistance in ('assisted', 'agent') and number % 5 > 0;
  update changes set audited_at = deployed_at + 86400000, audit_outcome = iif(number % 9 = 0, 'deviation', 'in-order')
    where number % 3 = 0;
  insert into postmortems (id, version, created_at, updated_at, incident_number, state, five_whys, reviewers, published_at)
    select 'pm_' || number, 1, resolved_at, resolved_at, number, 'published', '[]', '[]',
      resolved_at + (number % 12) * 86400000
    from incidents where severity in (1, 2) and resolved_at is not null and number % 3 > 0;
  insert into action_items (id, version, created_at, updated_at, incident_number, title, kind, owner, due_on, state, priority, closed_at)
    select 'act_' || number, 1, started_at, started_at, number, 'Mend it', 'prevent',
      case number % 4 when 0 then null when 1 then 'Ada' when 2 then 'Grace' else 'Linus' end,
      iif(number % 5 = 0, null, date(started_at / 1000 + 30 * 86400, 'unixepoch')),
      case number % 3 when 0 then 'open' when 1 then 'done' else 'dropped' end, 'medium',
      iif(number % 3 = 0, null, started_at + (number % 50) * 86400000)
    from incidents where number % 2 = 0;
  insert into interventions (id, version, created_at, updated_at, name, kind, starts_on, ends_on, scope)
    values ('int_1', 1, 0, 0, 'Freeze', 'freeze', '2026-02-01', '2026-02-28', '{"to":"all"}'),
      ('int_2', 1, 0, 0, 'Two reviewers', 'policy', '2026-05-01', null, '{"to":"tier","tiers":[1]}');
`;

let scope: Scope;
let duck: Duck;
const finish: (() => unknown)[] = [];

beforeAll(async () => {
  if (engine !== "sqlite") return;
  const { url, drop } = await copyOfTemplate();
  const file = url.slice("file:".length);
  const generated = generateRows({ rows, seed: 11, from, to: benchNow() });
  const opened = await openScope(url, systemActor("test"));
  await registerSystems(opened.scope, { items: generated.systems });
  fill(file, generated);
  const database = new Sqlite(file);
  database.exec(more);
  database.close();
  scope = { ...opened.scope, clock: benchNow };
  duck = await openDuck(file);
  finish.push(() => duck.close(), opened.close, drop);
});

afterAll(async () => {
  for (const one of finish) await one();
});

const filters: Words[] = [
  {},
  { severity: "1,2" },
  { severity: "3,unknown", ai: "contributing,primary" },
  { tier: "1" },
  { org: "", cause: "code-defect,unknown" },
  { system: "" },
];

test("a difference is told with its place", () => {
  const asked = { each: [{ incidents: 4, lost: null }] };
  expect(differences({ each: [{ incidents: 4 + 1e-12, lost: null }] }, asked)).toEqual([]);
  expect(differences({ each: [{ incidents: 5, lost: 0 }] }, asked)).toEqual([
    ".each.0.incidents: 5, by SQL 4",
    ".each.0.lost: 0, by SQL null",
  ]);
  expect(differences({ each: [] }, asked)).toHaveLength(1);
});

test.skipIf(engine !== "sqlite").each(Object.entries(comparisons))(
  "%s equals what SQL says",
  async (_, compare) => {
    const [system] = await duck.ask(
      "select slug, org from systems where org is not null order by number limit 1",
    );
    for (const words of filters) {
      const filter = { ...words };
      if (filter.org === "") filter.org = String(system!.org);
      if (filter.system === "") filter.system = String(system!.slug);
      const { answered, asked } = await compare({ scope, duck, filter });
      expect(differences(answered, asked), JSON.stringify(filter)).toEqual([]);
    }
  },
);
