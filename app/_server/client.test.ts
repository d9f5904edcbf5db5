import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { openApi } from "./openapi.ts";
import { route } from "./router.ts";

/** The document is enough for another program: a client made from it compiles, and is answered. */

let key = "";
onRuntime(async (scope) => {
  key = (await createKey(scope, { name: "client", scopes: ["write"] })).key;
});

const folder = mkdtempSync(join(tmpdir(), "faultline-client-"));
const server = createServer(async (incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const request = new Request(`http://127.0.0.1${url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(method === "GET" ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  });
  const response = await route(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

const client = `
import type { components, paths } from "./api.ts";

type Declared = paths["/incidents"]["post"];
type Body = NonNullable<Declared["requestBody"]>["content"]["application/json"];
type Made = Declared["responses"][201]["content"]["application/json"];

const [, , base, key] = process.argv;
const headers = { authorization: \`Bearer \${key}\`, "content-type": "application/json" };
const body: Body = { title: "Checkout is slow", startedAt: "2026-03-05T14:05:00Z", severity: 2 };
const response = await fetch(\`\${base}/incidents\`, { method: "POST", headers, body: JSON.stringify(body) });
const made = (await response.json()) as Made;
const read = await fetch(\`\${base}/incidents/\${made.number}\`, { headers });
const again = (await read.json()) as components["schemas"]["Incident"];
const lost: number | null = again.lostOrders;
console.log(JSON.stringify({ status: response.status, number: again.number, severity: again.severity, lost }));
`;

const run = promisify(execFile);
const node = (args: readonly string[]) => run(process.execPath, args, { encoding: "utf8" });
const typescript = resolve("node_modules/typescript/lib/tsc.js");
const strictly = ["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2024"];
const types = ["--allowImportingTsExtensions", "--skipLibCheck", "--types", "node"];

/** What the compiler finds wrong with a file. */
async function faultsOf(file: string): Promise<string> {
  const roots = ["--typeRoots", resolve("node_modules/@types")];
  const compiled = await node([typescript, ...strictly, ...types, ...roots, file]).catch((error) => error);
  return compiled.stdout;
}

test("a client that is generated from the document compiles, and makes a call", {
  timeout: 120_000,
}, async () => {
  const at = (name: string) => join(folder, name);
  writeFileSync(at("package.json"), '{ "type": "module" }');
  writeFileSync(at("openapi.json"), JSON.stringify(openApi()));
  writeFileSync(at("client.ts"), client);
  writeFileSync(at("wrong.ts"), client.replace("severity: 2", 'severity: "bad"'));
  await node([resolve("scripts/generate-client.ts"), at("openapi.json"), at("api.ts")]);
  expect(await faultsOf(at("client.ts"))).toBe("");
  expect(await faultsOf(at("wrong.ts"))).toContain("error TS2322");

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const { stdout } = await node([at("client.ts"), `http://127.0.0.1:${port}/api/v1`, key]);
  expect(JSON.parse(stdout)).toEqual({ status: 201, number: 1, severity: 2, lost: null });
});
