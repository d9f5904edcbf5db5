import { createKey } from "#lib/access/api-keys/write.ts";
import { exitWithMessage, typed, usageOf } from "./command-line.ts";
import { asOperator } from "./operator.ts";

/** `npm run create-key -- --name pipeline --scopes read,write`: prints the key alone on its last line. */

const usage = "npm run create-key -- --name <name> [--scopes read,write,admin] [--expires <instant>]";

await exitWithMessage(() => {
  const { values } = typed(usage, {
    options: { name: { type: "string" }, scopes: { type: "string" }, expires: { type: "string" } },
  });
  const { name, scopes = "write", expires } = values;
  if (name === undefined) throw usageOf(usage);
  return asOperator(async (scope) => {
    const { key, record } = await createKey(scope, {
      name,
      scopes: scopes.split(",").map((one) => one.trim()),
      expiresAt: expires ?? null,
    });
    console.log(`${record.name} may ${record.scopes.join(", ")}. The key is shown this once:`);
    console.log(key);
  });
});
