import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

export type NewId = (prefix: string) => string;

let made = 0;

/**
 * A record's name: a prefix that says what it is, ten characters of time, four that count (a batch shares a
 * millisecond, and its order must not be lost), twelve of chance.
 */
export function makeId(prefix: string, now: Date, random: (bytes: number) => Uint8Array = pooled): string {
  made = (made + 1) % 32 ** 4;
  let text = "";
  for (const byte of random(12)) text += alphabet[byte % 32];
  return `${prefix}_${base32(now.getTime(), 10)}${base32(made, 4)}${text}`;
}

let pool: Uint8Array = new Uint8Array();
let used = 0;

/** Chance is dear in small amounts: an import asks for it hundreds of thousands of times. */
function pooled(bytes: number): Uint8Array {
  if (used + bytes > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += bytes;
  return pool.subarray(used - bytes, used);
}

function base32(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text;
  return text;
}
