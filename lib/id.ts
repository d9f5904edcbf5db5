import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

export type NewId = (prefix: string) => string;

const letters = Buffer.from(alphabet, "latin1");
const text = Buffer.alloc(26);
let made = 0;

/**
 * A record's name: a prefix that says what it is, ten characters of time, four that count (a batch shares a
 * millisecond, and its order must not be lost), twelve of chance.
 */
export function makeId(prefix: string, now: Date, random: (bytes: number) => Uint8Array = pooled): string {
  made = (made + 1) % 32 ** 4;
  write(now.getTime(), { from: 0, to: 10 });
  write(made, { from: 10, to: 14 });
  const chance = random(12);
  for (let i = 0; i < 12; i += 1) text[14 + i] = letters[chance[i]! % 32]!;
  return `${prefix}_${text.toString("latin1")}`;
}

/** Into a buffer: a text that grows letter by letter is put together again wherever it is read. */
function write(value: number, { from, to }: { from: number; to: number }): void {
  let rest = value;
  for (let at = to - 1; at >= from; at -= 1) {
    text[at] = letters[rest % 32]!;
    rest = Math.floor(rest / 32);
  }
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
