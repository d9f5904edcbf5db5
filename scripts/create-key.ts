import { parseArgs } from "node:util";
import { createKey } from "#lib/access/write.ts";
import { AppError } from "#lib/errors.ts";
import { runAsOperator } from "./operator.ts";

/** `npm run create-key -- --name pipeline --scopes read,write`: prints the key alone on its last line. */

const { values } = parseArgs({
  options: { name: { type: "string" }, scopes: { type: "string" }, expires: { type: "string" } },
});

await runAsOperator(async (scope) => {
  const { name, scopes = "write", expires } = values;
  if (name === undefined)
    throw new AppError(
      "invalid",
      "Usage: npm run create-key -- --name <name> [--scopes read,write,admin] [--expires <instant>]",
    );
  const { key, record } = await createKey(scope, {
    name,
    scopes: scopes.split(",").map((one) => one.trim()),
    expiresAt: expires ?? null,
  });
  console.log(`${record.name} may ${record.scopes.join(", ")}. The key is shown this once:`);
  console.log(key);
});
