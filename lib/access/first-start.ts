import { type Actor, systemActor } from "#lib/actor.ts";
import { invalid } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { parse } from "#lib/parse.ts";
import { scopeOf } from "#lib/scope.ts";
import { type AuthWorld, secretOf } from "./auth.ts";
import { equalSecrets, setUpCode } from "./keys.ts";
import { countSetUp } from "./limits.ts";
import { anyPeople } from "./read.ts";
import { type Person, SetUpBody } from "./schema.ts";
import { alreadySetUp, setUp } from "./setup/write.ts";

const actor: Actor = systemActor("set-up");

/** Nobody exists yet, so somebody may claim the installation with the code in the log. */
export async function awaitsSetUp({ database }: AuthWorld): Promise<boolean> {
  return !(await anyPeople(scopeOf(database, actor), undefined));
}

/** Prints the code: who reads the server's log may claim it, a stranger who finds the address may not. */
export async function announceSetUp(world: AuthWorld): Promise<void> {
  if (world.environment.FAULTLINE_DEMO || !(await awaitsSetUp(world))) return;
  const code = setUpCode(await secretOf(world));
  log.warn(`Nobody can sign in yet. Open /setup and enter the code ${code}`);
}

export async function claim(world: AuthWorld, given: unknown): Promise<Person> {
  const { code, ...body } = parse(SetUpBody, given);
  if (!(await awaitsSetUp(world))) throw alreadySetUp();
  await countSetUp();
  const expected = setUpCode(await secretOf(world));
  if (!equalSecrets(code.trim().toUpperCase(), expected))
    throw invalid([{ path: "code", message: "is not the code in the server’s log" }]);
  return setUp(scopeOf(world.database, actor), body);
}
