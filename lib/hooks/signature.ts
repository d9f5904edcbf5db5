import { createHmac, timingSafeEqual } from "node:crypto";
import { equalSecrets } from "#lib/access/keys.ts";
import type { Environment } from "#lib/env.ts";

/** How a sender proves itself: by a signature over the body's bytes, or by a word that only it knows. */
export interface Proof {
  /** Where its secrets are told. */
  variable:
    | "PAGERDUTY_WEBHOOK_SECRETS"
    | "GITHUB_WEBHOOK_SECRETS"
    | "GITLAB_WEBHOOK_TOKENS"
    | "STATUSPAGE_WEBHOOK_TOKENS";
  where: string;
  find(request: Request): string | null;
  holds(proof: string, of: { body: Uint8Array; secrets: readonly string[] }): boolean;
}

export function secretsFor({ variable }: Proof, environment: Environment): readonly string[] {
  return environment[variable];
}

/** A word in the address that only the sender knows. */
export function token(variable: Proof["variable"]): Proof {
  const find: Proof["find"] = (request) => new URL(request.url).searchParams.get("token");
  return { variable, where: "token in the address", find, holds: isOneOf };
}

/** The same in a header. */
export function tokenIn(variable: Proof["variable"], header: string): Proof {
  return { variable, where: header, find: (request) => request.headers.get(header), holds: isOneOf };
}

const isOneOf: Proof["holds"] = (given, { secrets }) =>
  anyOf(secrets, (secret) => equalSecrets(given, secret));

/** A signature over the body's bytes. */
export function signed(variable: Proof["variable"], header: string, prefix: string): Proof {
  return {
    variable,
    where: header,
    find: (request) => request.headers.get(header),
    holds(given, { body, secrets }) {
      // While a secret is changed, one message bears a signature by the old and one by the new.
      const digests = given
        .split(",")
        .map((one) => one.trim())
        .flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length).toLowerCase()] : []))
        .filter((one) => /^[0-9a-f]{64}$/.test(one))
        .slice(0, 20)
        .map((one) => Buffer.from(one, "hex"));
      return anyOf(secrets, (secret) => {
        const expected = createHmac("sha256", secret).update(body).digest();
        return anyOf(digests, (digest) => timingSafeEqual(digest, expected));
      });
    },
  };
}

/** Looks at all of them, so that its duration does not tell which one it was. */
function anyOf<T>(all: readonly T[], holds: (one: T) => boolean): boolean {
  return all.map(holds).some(Boolean);
}
