import { existsSync, readFileSync } from "node:fs";

/** What was asked for cannot be done; the message says why. */
export class NothingDone extends Error {}

export function textOf(file: string): string {
  if (!existsSync(file)) throw new NothingDone(`There is no file ${file}.`);
  return readFileSync(file, "utf8");
}
