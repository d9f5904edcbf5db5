import { parseArgs } from "node:util";
import fc from "fast-check";
import { addressOf, type Document, pathsOf, requestsOf, type Sent } from "./requests.ts";

/** `npm run fuzz -- --url http://127.0.0.1:3000 --key …`: sends a running server what its own document allows and forbids. */

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    key: { type: "string" },
    requests: { type: "string", default: "200" },
  },
});

const base = `${values.url.replace(/\/$/, "")}/api/v1`;
const document = (await (await fetch(`${base}/openapi.json`)).json()) as Document;
const names = ["1", "INC-1", "2", "INC-2", "CHG-1", "checkout"];
const authorization: Record<string, string> =
  values.key === undefined ? {} : { authorization: `Bearer ${values.key}` };
const statuses = new Map<number, number>();
let faults = 0;

for (const [path, methods] of Object.entries(pathsOf(document))) {
  for (const [method, operation] of Object.entries(methods)) {
    const property = fc.asyncProperty(requestsOf({ method, path, operation, names }), async (sent) => {
      const status = await send(sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      return status < 500;
    });
    const outcome = await fc.check(property, { numRuns: Number(values.requests) });
    if (!outcome.failed) continue;
    faults += 1;
    console.error(`${method.toUpperCase()} ${path}: ${JSON.stringify(outcome.counterexample)}`);
  }
}

console.log(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)));
console.log(faults === 0 ? "No request made a fault." : `${faults} operations have a fault.`);
process.exit(faults === 0 ? 0 : 1);

async function send(sent: Sent): Promise<number> {
  const response = await fetch(base + addressOf(sent), {
    method: sent.method,
    headers: {
      ...authorization,
      "content-type": sent.contentType,
      ...(sent.ifMatch === undefined ? {} : { "if-match": sent.ifMatch }),
    },
    ...(sent.body === undefined ? {} : { body: sent.body.toWellFormed() }),
  });
  await response.arrayBuffer();
  return response.status;
}
