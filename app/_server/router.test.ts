import { describe, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { endpoints } from "./contract.ts";
import { find } from "./router.ts";
import { type EndpointName, json, type Sent, send, sendTo } from "./testing.ts";

/** Requests find the endpoint they mean, and are told in words where there is none. */

let key = "";

onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "test", scopes: ["write"] })).key;
  const incident = { title: "Checkout is slow", startedAt: "2026-03-05T14:05:00Z" };
  await send("declareIncident" satisfies EndpointName, { key, ...json(incident) });
});

const call = (method: string, at: string, of: Sent = {}) => sendTo(method, at, { key, ...of });
const paramsOf = (at: string) => find(`/api/v1${at}`)?.params;

test("no two endpoints can be meant by one request", () => {
  const meet = (a: string, b: string) => {
    const [left, right] = [a.split("/"), b.split("/")];
    const named = (part: string) => part.startsWith("{");
    return (
      left.length === right.length &&
      left.every((part, i) => part === right[i] || named(part) || named(right[i]!))
    );
  };
  const doubles = endpoints.flatMap((one, i) =>
    endpoints
      .slice(i + 1)
      .filter((other) => one.method === other.method && meet(one.path, other.path))
      .map((other) => `${one.method} ${one.path} and ${other.path}`),
  );
  expect(doubles).toEqual([]);
});

describe("an address", () => {
  test("names with its parts what they hold, decoded", () => {
    expect(paramsOf("/incidents/INC-1")).toEqual({ key: "INC-1" });
    expect(paramsOf("/incidents/I%4EC-1/history")).toEqual({ key: "INC-1" });
    expect(paramsOf("/systems/a%2Fb%20c%3F%25/neighbours")).toEqual({ slug: "a/b c?%" });
    expect(paramsOf("/incidents/constructor")).toEqual({ key: "constructor" });
    expect(paramsOf("/incidents.csv")).toEqual({});
    expect(paramsOf("/incidents/1/postmortem.md")).toEqual({ key: "1" });
  });

  test("means what is written out before what is named", () => {
    expect([...find("/api/v1/changes/check")!.methods.keys()]).toEqual(["POST"]);
    expect(paramsOf("/changes/checked")).toEqual({ key: "checked" });
    expect(paramsOf("/changes/check/audit")).toEqual({ key: "check" });
  });

  test.each(["", "/", "/nosuch", "/Incidents", "/%69ncidents", "/incidents/", "/incidents//history"])(
    "%j stands for nothing, and is told so as a problem",
    async (at) => {
      for (const method of ["GET", "POST", "OPTIONS"]) {
        const response = await call(method, at);
        expect(response.status).toBe(404);
        expect(response.headers.get("content-type")).toBe("application/problem+json");
        expect(await response.json()).toMatchObject({
          type: "urn:faultline:problem:not-found",
          detail: expect.stringContaining("/api/v1/openapi.json"),
          requestId: expect.any(String),
        });
      }
    },
  );

  test("that cannot be decoded is refused", async () => {
    for (const at of ["/incidents/%ZZ", "/incidents/%E4/history", "/incidents/%"]) {
      const response = await call("GET", at);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining("%") });
    }
  });
});

describe("a method", () => {
  test("that an address does not take is refused with those that it takes", async () => {
    const response = await call("PUT", "/incidents");
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS, PATCH, POST");
    expect(await response.json()).toMatchObject({
      type: "urn:faultline:problem:not-allowed",
      status: 405,
      detail: "/incidents takes GET, HEAD, OPTIONS, PATCH, POST, and no PUT.",
    });
    const read = await call("GET", "/incidents/batch");
    expect([read.status, read.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
    expect((await call("HEAD", "/incidents/batch")).status).toBe(405);
  });

  test("is asked for by OPTIONS, of anybody", async () => {
    const response = await sendTo("OPTIONS", "/incidents/1");
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS, PATCH");
  });

  test("HEAD answers as GET does, without its body", async () => {
    for (const at of ["/incidents", "/incidents/1", "/incidents/2", "/incidents.csv"]) {
      const [read, headed] = [await call("GET", at), await call("HEAD", at)];
      expect([headed.status, await headed.text()]).toEqual([read.status, ""]);
      const kept = ({ headers }: Response) => [...headers].filter(([name]) => name !== "x-request-id");
      expect(kept(headed)).toEqual(kept(read));
    }
  });
});
