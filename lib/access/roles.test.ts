import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Actor,
  demoActor,
  keyActor,
  type Permission,
  permissions,
  permits,
  personActor,
  webhookActor,
} from "#lib/actor.ts";
import type { Command } from "#lib/command.ts";
import { isAppError } from "#lib/errors.ts";
import type { Operation as Several } from "#lib/operation.ts";
import type { Query } from "#lib/query.ts";
import { testScope } from "#lib/testing.ts";

/** The role table once more, cell by cell: what stands here and what the product does must agree. */
const expected: Record<
  Permission,
  { viewer: boolean; responder: boolean; admin: boolean; webhook?: boolean }
> = {
  read: { viewer: true, responder: true, admin: true, webhook: true },
  export: { viewer: true, responder: true, admin: true },
  "view.write": { viewer: true, responder: true, admin: true },
  "account.write": { viewer: true, responder: true, admin: true },
  "incident.write": { viewer: false, responder: true, admin: true },
  "change.write": { viewer: false, responder: true, admin: true },
  "system.write": { viewer: false, responder: true, admin: true },
  "postmortem.write": { viewer: false, responder: true, admin: true },
  "intervention.write": { viewer: false, responder: true, admin: true },
  "review.write": { viewer: false, responder: true, admin: true },
  "import.run": { viewer: false, responder: true, admin: true },
  "hook.receive": { viewer: false, responder: true, admin: true, webhook: true },
  "change.audit": { viewer: false, responder: true, admin: true },
  "rule.write": { viewer: false, responder: true, admin: true },
  "rule.enforce": { viewer: false, responder: false, admin: true },
  "audit.read": { viewer: false, responder: false, admin: true },
  "settings.write": { viewer: false, responder: false, admin: true },
  "access.manage": { viewer: false, responder: false, admin: true },
};

const as = (role: "viewer" | "responder" | "admin") => personActor({ id: `usr_${role}`, name: role, role });

/** Everyone who may come, and whose column of the table they stand in. */
const actors: [string, Actor, keyof (typeof expected)["read"]][] = [
  ["a viewer", as("viewer"), "viewer"],
  ["a responder", as("responder"), "responder"],
  ["an administrator", as("admin"), "admin"],
  ["a read key", keyActor({ id: "k", name: "k", scopes: ["read"] }), "viewer"],
  ["a write key", keyActor({ id: "k", name: "k", scopes: ["write"] }), "responder"],
  ["an admin key", keyActor({ id: "k", name: "k", scopes: ["admin"] }), "admin"],
  ["a signed webhook", webhookActor("pagerduty"), "webhook"],
  ["the demo's visitor", demoActor(), "responder"],
];

type Operation = Command<unknown, unknown> | Query<unknown, unknown> | Several<unknown, unknown>;

const modules = globSync("lib/**/*.ts").filter(
  (file) =>
    !/\.test\.ts$|testing|oracle/.test(file) &&
    /\b(command|query|question|operation)\(\{/.test(readFileSync(file, "utf8")),
);

const operations: [string, Operation][] = [];
for (const file of modules) {
  const exported: Record<string, unknown> = await import(resolve(file));
  for (const one of Object.values(exported)) {
    const definition = (one as Partial<Operation> | null)?.definition;
    if (definition !== undefined && !operations.some(([, known]) => known === one))
      operations.push([definition.name, one as Operation]);
  }
}

const isCommand = (of: Operation) => commandNames.has(of.definition.name);
const commandNames = new Set(
  modules.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bcommand\(\{\s*name: "([^"]+)"/g)].map((match) => match[1]!),
  ),
);

test("there are commands and queries to look at, and each has a name of its own", () => {
  const names = operations.map(([name]) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(commandNames.size).toBeGreaterThan(15);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("every command and query names what it requires", () => {
  const without = operations.filter(([, { definition }]) => !permissions.includes(definition.requires));
  expect(without.map(([name]) => name)).toEqual([]);
});

test("no command can be reached by a reader, but for what is the reader's own", () => {
  const open = operations
    .filter(([, one]) => isCommand(one) && expected[one.definition.requires].viewer)
    .map(([, { definition }]) => definition.requires);
  expect(new Set(open).difference(new Set(["view.write", "account.write", "export"]))).toEqual(new Set());
});

describe.each(actors)("%s", (_, actor, column) => {
  test.each(permissions)("has or lacks %s as the table says", (permission) => {
    expect(permits(actor, permission)).toBe(expected[permission][column] ?? false);
  });

  test("is refused by every command and query that requires what is lacking, before anything is read", async () => {
    const scope = { ...(await testScope()), actor };
    const wrong: string[] = [];
    for (const [name, operation] of operations) {
      if (expected[operation.definition.requires][column]) continue;
      const refused = await operation(scope, { nothing: "known" }).then(
        () => false,
        (error: unknown) => isAppError(error) && error.code === "forbidden",
      );
      if (!refused) wrong.push(name);
    }
    expect(wrong).toEqual([]);
  });

  test("gets past the permission of every command and query that requires what is there", async () => {
    const scope = { ...(await testScope()), actor };
    const wrong: string[] = [];
    for (const [name, operation] of operations) {
      if (!expected[operation.definition.requires][column]) continue;
      const forbidden = await operation(scope, Symbol("no input")).then(
        () => false,
        (error: unknown) => isAppError(error) && /needs the permission/.test(error.message),
      );
      if (forbidden) wrong.push(name);
    }
    expect(wrong).toEqual([]);
  });
});
