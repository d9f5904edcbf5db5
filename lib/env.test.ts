import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigurationError, readEnvironment, variableNames } from "./env.ts";

const demo = { FAULTLINE_DEMO: "1", DATABASE_URL: "file:/tmp/demo.db" };

describe("the demo", () => {
  test("runs on its own file, on this machine alone", () => {
    expect(readEnvironment(demo)).toMatchObject({ FAULTLINE_DEMO: true, HOST: "127.0.0.1" });
  });

  test.each([
    ["0.0.0.0"],
    ["::"],
    ["192.168.1.5"],
    ["faultline.example"],
    ["127.0.0.1.evil.example"],
    ["localhost.evil.example"],
  ])("cannot listen on %s", (HOST) => {
    expect(() => readEnvironment({ ...demo, HOST })).toThrow(/HOST: must be 127\.0\.0\.1 for the demo/);
  });

  test.each([
    [undefined],
    ["file:./data/faultline.db"],
    ["file:/var/lib/faultline/production.db"],
    ["file:/srv/demo.db/faultline.db"],
    ["file:/srv/not-demo.db"],
    ["postgres://faultline@db.example/faultline"],
    ["postgres://faultline@db.example/demo.db"],
  ])("cannot reach the database %s", (DATABASE_URL) => {
    expect(() => readEnvironment({ ...demo, DATABASE_URL })).toThrow(
      /DATABASE_URL: must be a file named demo\.db/,
    );
  });
});

describe("a value that cannot be used", () => {
  test.each([
    [{ SMTP_URL: "smtp://mail.example" }, /SMTP_FROM: is needed too/],
    [{ SMTP_FROM: "a@example.test" }, /SMTP_URL: is needed too/],
    [{ SMTP_URL: "http://mail.example", SMTP_FROM: "a@example.test" }, /SMTP_URL: must be an address/],
    [
      { SMTP_URL: "smtp://mail.example", SMTP_FROM: "a@example.test\r\nBcc: b@example.test" },
      /SMTP_FROM: must be/,
    ],
    [{ OIDC_CLIENT_ID: "x" }, /OIDC_DISCOVERY_URL: is needed/],
    [{ AUTH_SECRET: "short" }, /AUTH_SECRET: must have 32 characters/],
  ])("stops the start with a sentence that names it and does not repeat it: %j", (variables, words) => {
    expect(() => readEnvironment(variables)).toThrow(ConfigurationError);
    expect(() => readEnvironment(variables)).toThrow(words);
  });

  test("is not repeated in what is said, since it may be a secret", () => {
    for (const name of ["AUTH_SECRET", "SMTP_URL", "DATABASE_URL", "OIDC_DISCOVERY_URL"]) {
      expect(() => readEnvironment({ [name]: "hunter2" })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
      );
    }
  });
});

test("hosts that webhooks may reach are a list", () => {
  const { WEBHOOK_PRIVATE_HOSTS } = readEnvironment({ WEBHOOK_PRIVATE_HOSTS: "Chat.internal, 10.0.0.7,," });
  expect(WEBHOOK_PRIVATE_HOSTS).toEqual(["chat.internal", "10.0.0.7"]);
  expect(readEnvironment({}).WEBHOOK_PRIVATE_HOSTS).toEqual([]);
});

test("secrets of webhooks are a list, and none of them is short or repeated in what is said", () => {
  const { GITHUB_WEBHOOK_SECRETS } = readEnvironment({
    GITHUB_WEBHOOK_SECRETS: "the-old-one-of-github, the-new-one-of-github,",
  });
  expect(GITHUB_WEBHOOK_SECRETS).toEqual(["the-old-one-of-github", "the-new-one-of-github"]);
  const refusal = () => readEnvironment({ GITHUB_WEBHOOK_SECRETS: "the-old-one-of-github,hunter2" });
  expect(refusal).toThrow(/GITHUB_WEBHOOK_SECRETS/);
  expect(refusal).not.toThrow(/hunter2/);
});

describe("each variable", () => {
  const ofTheImageOrTheDemo = ["HOST", "PORT", "FAULTLINE_DEMO"];

  test.each(variableNames)("%s is told of in OPERATIONS.md", (name) => {
    expect(readFileSync("OPERATIONS.md", "utf8")).toContain(`\`${name}\``);
  });

  test.each(variableNames.filter((name) => !ofTheImageOrTheDemo.includes(name)))(
    "%s reaches the server in its container",
    (name) => {
      expect(readFileSync("compose.yaml", "utf8")).toMatch(new RegExp(`^ {6}${name}:`, "m"));
    },
  );
});
