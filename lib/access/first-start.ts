import { type Actor, systemActor } from "#lib/actor.ts";
import { invalid } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { parse } from "#lib/parse.ts";
import { type Runtime, scopeOf } from "#lib/scope.ts";
import { secretOf } from "./auth.ts";
import { equalSecrets, setUpCode } from "./keys.ts";
import { anyPeople } from "./read.ts";
import { type Person, SetUpBody } from "./schema.ts";
import { alreadySetUp, setUp } from "./setup/write.ts";

const actor: Actor = systemActor("set-up");

/** Nobody exists yet, so somebody may claim the installation with the code in the log. */
export async function awaitsSetUp(runtime: Runtime): Promise<boolean> {
  return !(await anyPeople(scopeOf(runtime, actor), undefined));
}

/** Prints the code: who reads the server's log may claim it, a stranger who finds the address may not. */
export async function announceSetUp(runtime: Runtime): Promise<void> {
  if (runtime.environment.FAULTLINE_DEMO || !(await awaitsSetUp(runtime))) return;
  const code = setUpCode(await secretOf(runtime));
  log.warn(`Nobody can sign in yet. Open /setup and enter the code ${code}`);
}

export async function claim(runtime: Runtime, given: unknown): Promise<Person> {
  const { code, ...body } = parse(SetUpBody, given);
  if (!(await awaitsSetUp(runtime))) throw alreadySetUp();
  await runtime.limits.countSetUp();
  const expected = setUpCode(await secretOf(runtime));
  if (!equalSecrets(code.trim().toUpperCase(), expected))
    throw invalid([{ path: "code", message: "is not the code in the server’s log" }]);
  return setUp(scopeOf(runtime, actor), body);
}
