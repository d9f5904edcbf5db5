/** Runs once when the server starts: configuration is checked, the database opened, the facts begin to load. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { warmUp } = await import("#lib/runtime.ts");
  const { log } = await import("#lib/log.ts");
  warmUp().catch((error: unknown) => log.error({ err: error }, "the start did not go through"));
}
