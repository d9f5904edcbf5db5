import { readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

/**
 * `node scripts/generate-client.ts openapi.json client.ts`: the types of a client, by openapi-typescript. It is
 * written against the programming interface of TypeScript 5, which TypeScript 7 has not, so it is given that one.
 */

const older = `import { createRequire } from "node:module";
export default createRequire(${JSON.stringify(import.meta.url)})("@ts-morph/common").ts;`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "typescript"
      ? { url: `data:text/javascript,${encodeURIComponent(older)}`, shortCircuit: true }
      : next(specifier, context),
});

const [document, types] = process.argv.slice(2);
const { default: openapiTypescript, astToString } = await import("openapi-typescript");
writeFileSync(types!, astToString(await openapiTypescript(readFileSync(document!, "utf8"))));
