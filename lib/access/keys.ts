import { createHash, randomBytes } from "node:crypto";

/** The key is shown once; only its hash is kept. It is 192 bits of chance, so a fast hash is enough. */
export function makeKey(random: (bytes: number) => Buffer = randomBytes): {
  key: string;
  start: string;
  hash: string;
} {
  const key = `flt_${random(24).toString("base64url")}`;
  return { key, start: key.slice(0, 8), hash: hashKey(key) };
}

export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
