import { afterEach, expect, vi } from "vitest";

// An error printed is an error unnoticed: it fails the test that printed it.
const printed = vi.spyOn(console, "error").mockImplementation(() => {});

afterEach(() => {
  const calls = printed.mock.calls.map((call) => call.map(String).join(" "));
  printed.mockClear();
  expect(calls, "console.error was called").toEqual([]);
});
