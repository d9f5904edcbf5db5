import { clientAddress } from "#lib/access/address.ts";
import { type Actor, webhookActor } from "#lib/actor.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { type HookSender, senderNames } from "#lib/hooks/schema.ts";
import { secretsFor } from "#lib/hooks/signature.ts";
import { proofs } from "#lib/integrations/proofs.ts";
import { actorOfRequest, runtime } from "#lib/runtime.ts";

interface Call {
  request: Request;
  sender: HookSender;
  /** Reads the body, up to its limit; nobody's is read who brings neither key nor proof. */
  read: () => Promise<Uint8Array>;
}

/**
 * Who sends, and the body as it came. A proof that is there has to hold, whatever else is sent along; a sender
 * without one brings an API key like any other program.
 */
export async function hookCaller({
  request,
  sender,
  read,
}: Call): Promise<{ actor: Actor; body: Uint8Array }> {
  const { environment, limits } = await runtime();
  const proof = proofs[sender];
  const given = proof?.find(request) ?? null;
  if (proof === undefined || given === null)
    return { actor: await actorOfRequest(request), body: await read() };
  const secrets = secretsFor(proof, environment);
  if (secrets.length === 0) return { actor: await keyInstead(request, proof.variable), body: await read() };
  const body = await read();
  if (!proof.holds(given, { body, secrets })) {
    await limits.countWrongKey(clientAddress(request.headers, environment.TRUST_PROXY));
    throw new AppError(
      "unauthenticated",
      `${senderNames[sender]}'s proof (${proof.where}) is not right. Compare its secret with ${proof.variable}.`,
    );
  }
  if (request.headers.has("authorization")) return { actor: await actorOfRequest(request), body };
  const actor = webhookActor(senderNames[sender]);
  await limits.countRequest({ actorId: actor.name, perMinute: environment.API_REQUESTS_PER_MINUTE });
  return { actor, body };
}

async function keyInstead(request: Request, variable: string): Promise<Actor> {
  try {
    return await actorOfRequest(request);
  } catch (error) {
    if (!isAppError(error) || error.code !== "unauthenticated") throw error;
    throw new AppError(
      "unauthenticated",
      `Nothing here can tell whether this is right: ${variable} is not set. Set it, or send an API key.`,
      { cause: error },
    );
  }
}
