import { expect, test } from "vitest";
import { incidentNumber } from "./palette-search.ts";

test("the number of an incident is read however it is written", () => {
  for (const words of ["12", "#12", "inc-12", "INC 12", "INC12"]) expect(incidentNumber(words)).toBe(12);
  for (const words of ["", "inc", "12 cart", "cart 12", "1.2", "inc--12"])
    expect(incidentNumber(words)).toBeNull();
});
