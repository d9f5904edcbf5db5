import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextPath, requireSameOrigin } from "./origin.ts";

const post = (headers: Record<string, string>, baseUrl?: string) => () =>
  requireSameOrigin({ method: "POST", headers: new Headers(headers), baseUrl });

const own = { host: "faultline.example", cookie: "faultline.session_token=x" };

describe("a post with a cookie", () => {
  test.each([
    ["from this site", { ...own, origin: "https://faultline.example" }, undefined],
    [
      "from this site behind a proxy that names another host",
      { ...own, host: "10.0.0.5:3000", origin: "https://faultline.example" },
      "https://faultline.example/",
    ],
    ["that says only that it is from this site", { ...own, "sec-fetch-site": "same-origin" }, undefined],
  ])("%s is let through", (_, headers, baseUrl) => {
    expect(post(headers, baseUrl)).not.toThrow();
  });

  test.each([
    ["from another site", { ...own, origin: "https://evil.example" }],
    ["from another port", { ...own, origin: "https://faultline.example:8443" }],
    ["from nowhere", { ...own, origin: "null" }],
    ["that does not say where it comes from", own],
    ["from a sibling host", { ...own, origin: "https://faultline.example", "sec-fetch-site": "same-site" }],
    ["from another site that hides it", { ...own, "sec-fetch-site": "cross-site" }],
  ])("%s is refused", (_, headers) => {
    expect(post(headers)).toThrow("another site");
  });
});

describe("a post without a cookie", () => {
  test("by a program is let through, and so is one with a key", () => {
    expect(post({ host: "faultline.example" })).not.toThrow();
    expect(post({ ...own, authorization: "Bearer flt_x" })).not.toThrow();
  });

  test("from another site is refused all the same: the demo would carry it out", () => {
    expect(post({ host: "127.0.0.1:3000", origin: "https://evil.example" })).toThrow("another site");
  });
});

describe("where to go after signing in", () => {
  test("is a path of this site", () => {
    expect(nextPath("/incidents?severity=1")).toBe("/incidents?severity=1");
    expect(nextPath(undefined)).toBe("/");
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "incidents",
  ])("%s leads to the overview", (given) => expect(nextPath(given)).toBe("/"));

  test("never leaves this site, whatever is given", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `/${rest}`),
          fc.webUrl(),
        ),
        (given) => {
          expect(new URL(nextPath(given), "https://faultline.example").host).toBe("faultline.example");
        },
      ),
    );
  });
});
