import { createKey } from "#lib/access/api-keys/write.ts";
import type { Scope } from "#lib/scope.ts";

/**
 * The request that pages and forms are asked by, in place of next/headers: all that a test cannot have without a
 * server. A test file that needs it says `vi.mock("next/headers", () => import("#app/testing-request.ts"))`.
 */
let held = new Headers();

export async function headers(): Promise<Headers> {
  return held;
}

export async function cookies() {
  return { get: () => undefined, set() {} };
}

/** Whatever is asked for from here on is asked with a key of these rights. */
export async function readAs(scope: Scope, right: "read" | "write" | "admin"): Promise<void> {
  const { key } = await createKey(scope, { name: right, scopes: [right] });
  held = new Headers({ authorization: `Bearer ${key}`, host: "faultline.example" });
}
