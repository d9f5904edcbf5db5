import { mkdirSync, writeFileSync } from "node:fs";
import { definitions } from "./definitions/write.ts";

/** `npm run definitions`: docs/definitions.md, from what the figures say of themselves. */
mkdirSync("docs", { recursive: true });
writeFileSync("docs/definitions.md", definitions());
