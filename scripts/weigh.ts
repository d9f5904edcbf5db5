import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { weighVisit } from "./weight.ts";

/** `npm run weigh -- --url http://127.0.0.1:3000 /`: what a first visit loads, file by file, as it travels. */

const { values, positionals } = parseArgs({
  options: { url: { type: "string", default: "http://127.0.0.1:3000" } },
  allowPositionals: true,
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const path of positionals.length === 0 ? ["/"] : positionals) {
    const { scripts, scriptBytes, layoutShift } = await weighVisit(browser, values.url + path);
    console.log(
      `${path}: ${kilobytes(scriptBytes)} of JavaScript in ${scripts.length} files, layout shift ${layoutShift.toFixed(4)}`,
    );
    for (const { url, bytes } of scripts)
      console.log(`  ${kilobytes(bytes).padStart(9)}  ${new URL(url).pathname}`);
  }
} finally {
  await browser.close();
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
