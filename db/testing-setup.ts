import fc from "fast-check";
import { afterEach, expect, vi } from "vitest";

// The same examples on every run, so that a failure is the change's own; FAST_CHECK_SEED looks for others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_260_305) });

// An error printed is an error unnoticed: it fails the test that printed it.
const printed = vi.spyOn(console, "error").mockImplementation(() => {});

afterEach(() => {
  const calls = printed.mock.calls.map((call) => call.map(String).join(" "));
  printed.mockClear();
  expect(calls, "console.error was called").toEqual([]);
});
