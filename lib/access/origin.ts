import { AppError } from "#lib/errors.ts";

/**
 * Keeps other sites from acting with a reader's cookies. What changes nothing is let through, and so is what bears a
 * key, which no other site can send along. A browser always says where a post comes from; a program need not.
 */
export function requireSameOrigin(of: {
  method: string;
  headers: Headers;
  baseUrl: string | undefined;
}): void {
  const { method, headers, baseUrl } = of;
  if (["GET", "HEAD", "OPTIONS"].includes(method) || headers.has("authorization")) return;
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") throw foreign();
  const origin = headers.get("origin");
  if (origin === null) {
    if (headers.has("cookie") && site !== "same-origin") throw foreign();
    return;
  }
  if (!isOwn(origin, headers.get("host"), baseUrl)) throw foreign();
}

function isOwn(origin: string, host: string | null, baseUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (baseUrl !== undefined && given.origin === new URL(baseUrl).origin) return true;
  return host !== null && given.host === host.toLowerCase();
}

function foreign(): AppError {
  return new AppError(
    "forbidden",
    "This request came from another site, so it was not carried out. Programs send a key instead of a cookie.",
  );
}

/** A path on this site to go on to; anything else leads to the overview. */
export function nextPath(given: string | undefined): string {
  if (given === undefined || !/^\/(?![/\\])/.test(given)) return "/";
  const url = new URL(given, "http://here.invalid");
  return url.host === "here.invalid" ? `${url.pathname}${url.search}` : "/";
}
