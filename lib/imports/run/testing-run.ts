import { systemActor } from "#lib/actor.ts";
import { openScope } from "#lib/open-scope.ts";
import { work } from "./run.ts";

/** A process that is at work on an import, to be killed at any moment: `node testing-run.ts URL ID`. */

const [url, id] = process.argv.slice(2) as [string, string];
const { scope, close } = await openScope(url, systemActor("test"));
await work(scope, id, { onProgress: () => process.stdout.write("stored\n") });
await close();
