import { attributeCommits, commitsUsage } from "./attribute/commits.ts";

/** `npm run attribute`: what commits say of AI. Each way of asking is a file of its own. */

const usage = commitsUsage;

async function attribute(args: readonly string[]): Promise<number> {
  if (args[0] === "--commits") return attributeCommits(args.slice(1), process);
  process.stderr.write(usage);
  return 2;
}

if (import.meta.main) process.exitCode = await attribute(process.argv.slice(2));
