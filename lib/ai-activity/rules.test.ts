import { describe, expect, test } from "vitest";
import { addressOf } from "./rules.ts";
import { activityWords } from "./words.ts";

describe("the address of an author", () => {
  test.each([
    ["jane@shop.example", "jane@shop.example"],
    ["Jane Doe <Jane@Shop.example>", "jane@shop.example"],
    ["  JANE@SHOP.EXAMPLE ", "jane@shop.example"],
    ['"Doe, Jane" <jane@shop.example>', "jane@shop.example"],
    ["<jane@shop.example>", "jane@shop.example"],
    ["Jane < jane@shop.example >", "jane@shop.example"],
  ])("%s is %s", (author, address) => {
    expect(addressOf(author)).toBe(address);
  });

  test.each([
    null,
    "",
    "Jane Doe",
    "@jane",
    "jane@",
    "jane@shop.example, amir@shop.example",
    "Jane <jane@shop.example> and Amir",
    "Jane jane@shop.example",
    "jane@a@b",
    "Jane <jane>",
  ])("%s is nobody's", (author) => {
    expect(addressOf(author)).toBeNull();
  });
});

describe("the hint on a change", () => {
  const told = { email: "jane@shop.example", day: "2026-03-05", isActive: true, tools: ["Cursor"] };
  const rest = "on 5 Mar 2026, the day this change went out; this says nothing of the change itself.";

  test("names the person, the tools and the day, and claims nothing of the change", () => {
    expect(activityWords(told)).toBe(`jane@shop.example used Cursor ${rest}`);
    expect(activityWords({ ...told, tools: ["Claude Code", "Copilot", "Cursor"] })).toBe(
      `jane@shop.example used Claude Code, Copilot and Cursor ${rest}`,
    );
    expect(activityWords({ ...told, tools: [] })).toBe(`jane@shop.example used an AI tool ${rest}`);
  });

  test("says of somebody not active that this is recorded, and names no tool", () => {
    expect(activityWords({ ...told, isActive: false })).toBe(
      `jane@shop.example is recorded as not having used an AI tool ${rest}`,
    );
  });
});
