import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { createPerson } from "#lib/access/people/write.ts";
import type { Scope } from "#lib/scope.ts";
import { exitWithMessage, typed, usageOf } from "./command-line.ts";
import { asOperator } from "./operator.ts";

/** `npm run create-admin -- --email maria@example.com`: a way in without a browser. */

const usage = "npm run create-admin -- --email <address> [--name <name>]";

await exitWithMessage(() => {
  const { values } = typed(usage, { options: { email: { type: "string" }, name: { type: "string" } } });
  const { email, name = email?.split("@")[0] } = values;
  if (email === undefined) throw usageOf(usage);
  return asOperator((scope) => createAdmin(scope, { email, name }));
});

async function createAdmin(scope: Scope, { email, name }: { email: string; name: string | undefined }) {
  const given = process.stdin.isTTY ? await askHidden("Password (empty: one is made): ") : await firstLine();
  const password = given === "" ? randomBytes(15).toString("base64url") : given;
  const person = await createPerson(scope, { email, name, role: "admin", password });
  console.log(`${person.email} may sign in as an administrator.`);
  if (given === "") console.log(`Password, shown this once: ${password}`);
}

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
