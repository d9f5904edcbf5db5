/** Runs once when the server starts: configuration is checked, the database opened, the facts begin to load. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startUp } = await import("#lib/runtime.ts");
  startUp();
}
