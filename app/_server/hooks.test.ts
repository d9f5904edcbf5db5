import { createHmac } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { systemActor } from "#lib/actor.ts";
import { listAudit } from "#lib/audit/read.ts";
import { gitlabPush, page, pagerDutyEvent, push } from "#lib/integrations/testing.ts";
import { log } from "#lib/log.ts";
import { runtime, scopeFor } from "#lib/runtime.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { hookSenders } from "#lib/values.ts";
import { openApi } from "./openapi.ts";
import { type Sent, send } from "./testing.ts";

/** Who may send what to a hook, as it comes in over the network. */

const secrets = {
  pagerduty: "a-secret-of-pagerduty",
  next: "the-next-secret-of-it",
  github: "a-secret-of-github",
};
const token = "a-token-of-statuspage";
const gitlabToken = "a-token-that-gitlab-sends";
const keys: Record<"read" | "write", string> = { read: "", write: "" };

onRuntime(
  async (scope) => {
    for (const scopes of ["read", "write"] as const)
      keys[scopes] = (await createKey(scope, { name: scopes, scopes: [scopes] })).key;
  },
  {
    PAGERDUTY_WEBHOOK_SECRETS: `${secrets.pagerduty}, ${secrets.next}`,
    GITHUB_WEBHOOK_SECRETS: secrets.github,
    GITLAB_WEBHOOK_TOKENS: `an-older-token-of-it, ${gitlabToken}`,
    STATUSPAGE_WEBHOOK_TOKENS: token,
  },
);

type Hook =
  | "hookPagerDuty"
  | "hookAlertmanager"
  | "hookCdEvents"
  | "hookGithub"
  | "hookGitlab"
  | "hookStatuspage";

async function call(name: Hook, body: string, of: Sent = {}) {
  const headers = { "content-type": "application/json", ...of.headers };
  const response = await send(name, { ...of, body, headers });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
  return { status: response.status, body: (await response.json()) as Record<string, any> };
}

const hmac = (secret: string, body: string) => createHmac("sha256", secret).update(body).digest("hex");
const triggered = (subject: string) =>
  JSON.stringify(pagerDutyEvent("incident.triggered", { at: "2026-03-05T14:00:00Z", subject }));

describe("a signature of PagerDuty", () => {
  const body = triggered("PSIGNED");

  test.each([
    ["alone", `v1=${hmac(secrets.pagerduty, body)}`],
    ["by the next secret", `v1=${hmac(secrets.next, body)}`],
    ["among several", `v1=${"0".repeat(64)},v1=${hmac(secrets.pagerduty, body)}`],
    ["with blanks between", `v1=${"0".repeat(64)}, v1=${hmac(secrets.pagerduty, body)}`],
  ])("lets it in: %s", async (_, signature) => {
    const answer = await call("hookPagerDuty", body, { headers: { "x-pagerduty-signature": signature } });
    expect(answer.status).toBe(200);
  });

  test.each([
    ["of another body", `v1=${hmac(secrets.pagerduty, `${body} `)}`],
    ["by another secret", `v1=${hmac("another-secret-altogether", body)}`],
    ["of another version", `v2=${hmac(secrets.pagerduty, body)}`],
    ["that is cut short", `v1=${hmac(secrets.pagerduty, body).slice(0, 32)}`],
    ["that is empty", "v1="],
    ["that is no signature", "let me in"],
  ])("keeps it out: one %s", async (_, signature) => {
    const answer = await call("hookPagerDuty", body, { headers: { "x-pagerduty-signature": signature } });
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain(secrets.pagerduty);
  });

  test("that is wrong keeps it out, though there is a key", async () => {
    const headers = {
      "x-pagerduty-signature": `v1=${"0".repeat(64)}`,
      authorization: `Bearer ${keys.write}`,
    };
    expect((await call("hookPagerDuty", body, { headers })).status).toBe(401);
  });

  test("is over the bytes as they came, not over what they mean", async () => {
    const spaced = JSON.stringify(JSON.parse(body), null, 2);
    const headers = { "x-pagerduty-signature": `v1=${hmac(secrets.pagerduty, body)}` };
    expect((await call("hookPagerDuty", spaced, { headers })).status).toBe(401);
  });
});

test("without signature and key nobody gets in, and a key needs the scope to write", async () => {
  const body = triggered("PKEY");
  expect((await call("hookPagerDuty", body)).status).toBe(401);
  const by = (key: string) => call("hookPagerDuty", body, { headers: { authorization: `Bearer ${key}` } });
  expect((await by("flt_nothing")).status).toBe(401);
  expect((await by(keys.read)).status).toBe(403);
  expect(await by(keys.write)).toMatchObject({ status: 200, body: { result: "created" } });
});

test("a signature that nothing here can check is not believed, and the refusal names the setting", async () => {
  const { environment } = await runtime();
  const kept = environment.GITHUB_WEBHOOK_SECRETS;
  environment.GITHUB_WEBHOOK_SECRETS = [];
  const headers = { "x-hub-signature-256": `sha256=${hmac("", "{}")}`, "x-github-event": "ping" };
  const answer = await call("hookGithub", "{}", { headers });
  const keyed = await call("hookGithub", "{}", {
    headers: { ...headers, authorization: `Bearer ${keys.write}` },
  });
  environment.GITHUB_WEBHOOK_SECRETS = kept;
  expect(answer).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining("GITHUB_WEBHOOK_SECRETS") },
  });
  expect(keyed.status).toBe(200);
});

describe("GitHub", () => {
  const sent = (body: string, event: string, more: Record<string, string> = {}) =>
    call("hookGithub", body, {
      headers: {
        "x-github-event": event,
        "x-hub-signature-256": `sha256=${hmac(secrets.github, body)}`,
        ...more,
      },
    });

  test("is answered when it pings", async () => {
    expect(await sent('{"zen":"Speak like a human."}', "ping")).toMatchObject({
      status: 200,
      body: { result: "ignored", reason: expect.stringContaining("answered") },
    });
  });

  test("may send its JSON as a form, as it does unless told otherwise", async () => {
    const payload = JSON.stringify(push({ sha: "fff", at: "2026-03-05T14:00:00Z" }));
    const form = new URLSearchParams({ payload }).toString();
    const type = { "content-type": "application/x-www-form-urlencoded" };
    expect(await sent(form, "push", type)).toMatchObject({ status: 200, body: { result: "created" } });
  });

  test("is kept out when the signature is not right", async () => {
    expect((await sent("{}", "ping", { "x-hub-signature-256": "sha256=00" })).status).toBe(401);
    expect(
      (await sent("{}", "ping", { "x-hub-signature-256": `sha1=${hmac(secrets.github, "{}")}` })).status,
    ).toBe(401);
  });

  test("is refused by the names of its fields, or as unreadable", async () => {
    const wrong = await sent("{}", "deployment");
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toContain("deployment");
    expect((await sent("{", "deployment")).status).toBe(400);
    expect((await sent("{}", "ping", { "content-type": "text/plain" })).status).toBe(415);
  });

  test("cannot send more than the limit", async () => {
    const body = JSON.stringify({ zen: "x".repeat(11 * 1_048_576) });
    expect((await sent(body, "ping")).status).toBe(413);
  });
});

describe("GitLab, whose token stands in a header", () => {
  const body = JSON.stringify(gitlabPush({ sha: "a".repeat(40), at: "2026-03-05T14:00:00Z" }));
  const sent = (headers: Record<string, string>, name: Hook = "hookGitlab") => call(name, body, { headers });

  test("gets in by one of its tokens alone, and only there", async () => {
    expect((await sent({ "x-gitlab-token": gitlabToken })).body).toMatchObject({ result: "created" });
    expect((await sent({ "x-gitlab-token": "an-older-token-of-it" })).status).toBe(200);
    expect((await sent({ "x-gitlab-token": `${gitlabToken}x` })).status).toBe(401);
    expect((await sent({ "x-gitlab-token": "" })).status).toBe(401);
    expect((await sent({})).status).toBe(401);
    expect((await sent({ "x-gitlab-token": gitlabToken }, "hookAlertmanager")).status).toBe(401);
  });
});

describe("Statuspage, whose token stands in the address", () => {
  const body = JSON.stringify(page({ status: "investigating", at: "2026-03-05T14:00:00Z" }));

  test("gets in by the right one alone, and only there", async () => {
    expect((await call("hookStatuspage", body, { query: "?token=wrong" })).status).toBe(401);
    expect((await call("hookStatuspage", body)).status).toBe(401);
    expect((await call("hookStatuspage", body, { query: `?token=${token}` })).status).toBe(200);
    expect((await call("hookAlertmanager", body, { query: `?token=${token}` })).status).toBe(401);
    expect((await call("hookStatuspage", body, { query: `?token=${keys.write}` })).status).toBe(401);
  });

  test("leaves no trace of its token in the log, in answers and in the audit trail", async () => {
    const lines: unknown[] = [];
    const info = vi.spyOn(log, "info").mockImplementation((...told: unknown[]) => void lines.push(told));
    const answers = [
      await call("hookStatuspage", body, { query: `?token=${token}` }),
      await call("hookStatuspage", "{}", { query: `?token=${token}` }),
      await call("hookStatuspage", body, { query: `?token=${token}x` }),
    ];
    info.mockRestore();
    const audit = await listAudit(await scopeFor(systemActor("test")), { limit: 500 });
    expect(lines.length).toBe(3);
    expect(JSON.stringify({ lines, answers, audit })).not.toContain(token);
  });
});

test("a signed sender stands in the audit trail under its own name", async () => {
  const body = triggered("PAUDIT");
  const { body: answer } = await call("hookPagerDuty", body, {
    headers: { "x-pagerduty-signature": `v1=${hmac(secrets.pagerduty, body)}` },
  });
  const { items } = await listAudit(await scopeFor(systemActor("test")), { subject: answer.records[0].id });
  expect(items).toMatchObject([{ actorKind: "webhook", actorId: null, actorName: "PagerDuty" }]);
});

test("an unknown word in the address is refused", async () => {
  const headers = { authorization: `Bearer ${keys.write}` };
  const answer = await call("hookAlertmanager", "{}", { headers, query: "?createSystem=true" });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: "createSystem" }] } });
});

test("the document tells of every hook, its body and its words", () => {
  const { paths } = openApi();
  const hooks = Object.keys(paths).filter((path) => path.startsWith("/hooks/"));
  expect(hooks.sort()).toEqual(hookSenders.map((name) => `/hooks/${name}`).sort());
  const words = paths["/hooks/github"]!.post!.parameters.map(({ name }) => name);
  expect(words).toEqual(["createSystems", "onlyDeployments", "environment"]);
});
