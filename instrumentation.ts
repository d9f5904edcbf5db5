/** Runs once when the server starts: configuration is checked, the database opened, the facts begin to load. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { noteAddresses } = await import("#lib/access/address.ts");
  const { ConfigurationError } = await import("#lib/env.ts");
  const { log } = await import("#lib/log.ts");
  const { closeAtExit, warmUp } = await import("#lib/runtime.ts");
  noteAddresses();
  closeAtExit();
  warmUp().catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) {
      log.error({ err: error }, "the start did not go through");
      return;
    }
    log.fatal(error.message);
    process.exit(1);
  });
}
