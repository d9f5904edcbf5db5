import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { createKey } from "#lib/access/api-keys/write.ts";
import { createPerson } from "#lib/access/people/write.ts";
import { systemActor } from "#lib/actor.ts";
import { backUp } from "#lib/backup.ts";
import { work } from "#lib/imports/run/run.ts";
import { planStaged, receiveImport } from "#lib/imports/run/stage.ts";
import { beginRun } from "#lib/imports/run/write.ts";
import { openScope } from "#lib/open-scope.ts";
import type { Scope } from "#lib/scope.ts";
import { fillDemo } from "./demo-data.ts";

/**
 * `node scripts/make-fixture.ts FILE`: a database of the present release, small and with something of everything,
 * which later releases must be able to open. Made once for a release and never again.
 */

const now = new Date("2026-11-01T12:00:00Z");
const scale = 0.012;

async function makeFixture(to: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-fixture-"));
  const url = `file:${join(folder, "faultline.db")}`;
  try {
    console.log(await fillDemo(url, now, scale));
    const { scope, close } = await openScope(url, systemActor("fixture"));
    await addTheRest(scope);
    await close();
    const { file, revision, bytes } = backUp({ url, to: join(folder, "copy.db") });
    const packed = brotliCompressSync(readFileSync(file), {
      params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
    });
    writeFileSync(to, packed);
    console.log(`revision ${revision}, ${bytes} bytes, ${packed.length} packed: ${to}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the demo company has none of. */
async function addTheRest(scope: Scope): Promise<void> {
  await createPerson(scope, {
    email: "ada@example.com",
    name: "Ada",
    role: "admin",
    password: "correct horse battery staple",
  });
  await createKey(scope, { name: "pipeline", scopes: ["read", "write"], expiresAt: null });
  const csv =
    "id,title,severity,started_at,lost_orders\nF-1,Imported one,SEV2,2026-10-01T08:00:00Z,12\nF-2,Without a start,SEV3,,\n";
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "old.csv",
    bytes: bytesOf(csv),
  });
  await planStaged(scope, id, { acceptProposals: true });
  await beginRun(scope, { id });
  await work(scope, id);
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Name the file: node scripts/make-fixture.ts FILE");
  process.exit(2);
}
await makeFixture(file);
