import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { systemActor } from "#lib/actor.ts";
import { busyImports } from "#lib/imports/read.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { client, commandDoors } from "./clients.ts";
import { csvOf } from "./file.ts";

/** The program that is killed: clients and an import, at work through the commands until the end comes. */

const { values } = parseArgs({
  options: {
    name: { type: "string", default: "run" },
    clients: { type: "string", default: "8" },
    rows: { type: "string", default: "10000" },
  },
});

/** A pipe keeps what was written to it when its writer dies; standard output may still hold it back. */
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

const { scope } = await openScope(process.env.DATABASE_URL!, systemActor("torture"));
const doors = commandDoors(scope);
const clients = Array.from({ length: Number(values.clients) }, (_, i) =>
  client({ name: `${values.name}-${i}`, doors, acknowledge: (acknowledged) => say({ acknowledged }) }),
);
const rows = Number(values.rows);
await Promise.all(rows > 0 ? [...clients, importing(scope)] : clients);

/** Ends what an earlier run was killed at; then begins another file. */
async function importing(own: Scope): Promise<never> {
  for (const { id, state } of await busyImports(own, undefined)) {
    if (state !== "uploading") say({ imported: id, state: await work(own, id) });
  }
  for (let file = 0; ; file += 1) {
    const { id } = await receiveImport(own, {
      said: () => ({ target: "incidents" }),
      fileName: `${values.name}-${file}.csv`,
      bytes: csvOf({ name: `${values.name}-${file}`, rows }),
    });
    await planStaged(own, id, { answers: { createSystems: true }, acceptProposals: true });
    await beginRun(own, { id });
    say({ imported: id, state: await work(own, id) });
  }
}
