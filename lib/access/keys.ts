import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

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

/** What an invitation's link carries; kept as a hash, like a key. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashKey(token) };
}

const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/**
 * The code that claims a new installation. It follows from the secret, so that every instance prints the same one,
 * and it is of use only while nobody exists.
 */
export function setUpCode(secret: string): string {
  const bytes = createHmac("sha256", secret).update("set-up").digest();
  const letters = Array.from(bytes.subarray(0, 12), (byte) => codeLetters[byte % codeLetters.length]);
  return [0, 4, 8].map((at) => letters.slice(at, at + 4).join("")).join("-");
}

/** Compares without telling by its duration how much was right. */
export function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
