import { unstable_rethrow } from "next/navigation";
import type { Done } from "../actions.ts";

/** Carries out what a button asks for. Where the server cannot be reached the page stays as it is, and says so. */
export async function sent(work: () => Promise<Done>): Promise<string | null> {
  try {
    return (await work()).message;
  } catch (error) {
    // The way to sign in is an error too.
    unstable_rethrow(error);
    return whyNot(error);
  }
}

function whyNot(error: unknown): string {
  const digest = (error as { digest?: unknown } | null)?.digest;
  if (typeof digest === "string")
    return `The server failed at it (reference ${digest}). What you chose is still here; try again.`;
  const why = navigator.onLine ? "The server cannot be reached." : "You are offline.";
  return `${why} What you chose is still here; send it again in a moment.`;
}
