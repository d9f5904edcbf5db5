import { headers } from "next/headers";
import { runtime } from "#lib/runtime.ts";

/** Where this installation answers: as configured, else as the reader reached it. */
export async function baseUrl(): Promise<string> {
  const { environment } = await runtime();
  if (environment.BASE_URL !== undefined) return environment.BASE_URL.replace(/\/$/, "");
  const given = await headers();
  return `${given.get("x-forwarded-proto") ?? "http"}://${given.get("host") ?? "127.0.0.1:3000"}`;
}
