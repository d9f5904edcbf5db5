import { expect, test } from "vitest";
import { isMadeOfContent } from "#lib/identity.ts";
import { fingerprints, identityByContent } from "./identity.ts";

test("what a row without an id is called by its content is known as no name of a source", () => {
  const print = fingerprints(["title", "start"]);
  const [first, again] = [print(["Down", "2026"], "csv"), print(["Down", "2026"], "csv")];
  const of = { fields: ["title"], text: "Down" };
  const made = [
    first,
    again,
    identityByContent(first, { ...of, isShared: false }),
    identityByContent(first, { ...of, isShared: true }),
    identityByContent(again, { ...of, isShared: true }),
  ].map(({ externalId }) => externalId!);
  expect(new Set(made).size).toBe(5);
  expect(made.map(isMadeOfContent)).toEqual([true, true, true, true, true]);
  for (const name of ["row-7", "key-value-store", "INC-2076", "twin-", "monkey-abcdefghijklmnopqrstuv"])
    expect(isMadeOfContent(name)).toBe(false);
});
