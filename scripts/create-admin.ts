import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createPerson } from "#lib/access/write.ts";
import { AppError } from "#lib/errors.ts";
import { runAsOperator } from "./operator.ts";

/** `npm run create-admin -- --email maria@example.com`: a way in without a browser. */

const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" } } });

await runAsOperator(async (scope) => {
  const { email, name = email?.split("@")[0] } = values;
  if (email === undefined)
    throw new AppError("invalid", "Usage: npm run create-admin -- --email <address> [--name <name>]");
  const typed = process.stdin.isTTY ? await askHidden("Password (empty: one is made): ") : await firstLine();
  const password = typed === "" ? randomBytes(15).toString("base64url") : typed;
  const person = await createPerson(scope, { email, name, role: "admin", password });
  console.log(`${person.email} may sign in as an administrator.`);
  if (typed === "") console.log(`Password, shown this once: ${password}`);
});

/** What is typed is not shown. */
function askHidden(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: true });
  return new Promise((resolve) => {
    lines.question(question, (answer) => {
      lines.close();
      process.stdout.write("\n");
      resolve(answer.trim());
    });
    Object.assign(lines, { _writeToOutput: () => {} });
  });
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line.trim();
  return "";
}
