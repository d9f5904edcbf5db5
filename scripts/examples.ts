import { resolve } from "node:path";
import { build, createServer } from "vite";
import { exitWithMessage, typed } from "./command-line.ts";

/** `npm run examples`: a page of every picture with awkward data, served for looking at or written into a folder. */

const usage = "npm run examples -- [--write <folder>]";

await exitWithMessage(async () => {
  const { values } = typed(usage, { options: { write: { type: "string" } } });
  const config = {
    configFile: false,
    root: resolve("app/_charts/examples"),
    base: "./",
    logLevel: values.write === undefined ? "info" : "error",
    // The parts of Next that components use ask for its settings.
    define: { "process.env.NODE_ENV": '"production"', "process.env": "{}" },
  } as const;
  if (values.write !== undefined) {
    await build({ ...config, build: { outDir: resolve(values.write), emptyOutDir: true } });
    return;
  }
  const server = await createServer({ ...config, server: { port: Number(process.env.PORT ?? 3001) } });
  await server.listen();
  server.printUrls();
});
