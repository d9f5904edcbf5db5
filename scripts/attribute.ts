import { attributeCommits, commitsUsage } from "./attribute/commits.ts";

/** `npm run attribute`: what commits say of AI. Each way of asking is a file of its own. */

const usage = `${commitsUsage}   or: npm run attribute -- PATH, a clone of a repository; --help says more\n`;

async function attribute(args: readonly string[]): Promise<number> {
  if (args[0] === "--commits") return attributeCommits(args.slice(1), process);
  if (args.length === 0) {
    process.stderr.write(usage);
    return 2;
  }
  // What stores is not waited for by those who only ask of commits.
  const { attributeRepository } = await import("./attribute/repository.ts");
  return attributeRepository(args);
}

if (import.meta.main) process.exitCode = await attribute(process.argv.slice(2));
