import { type NextRequest, NextResponse } from "next/server";
import { requireSameOrigin } from "#lib/access/origin.ts";
import { isAppError } from "#lib/errors.ts";

/**
 * Stands before every page: a nonce for its scripts, and no post from another site. What is under /api sees to both by
 * itself, since a proxy would hold large bodies in memory.
 */
export const config = {
  matcher: ["/((?!api/|_next/static/|_next/image|icon\\.svg|favicon\\.ico|samples/).*)"],
};

export function proxy(request: NextRequest): NextResponse {
  const baseUrl = process.env.BASE_URL || undefined;
  try {
    requireSameOrigin({ method: request.method, headers: request.headers, baseUrl });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new NextResponse(error.message, { status: 403 });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (baseUrl?.startsWith("https:"))
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // React explains errors by eval in development alone.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Charts and the component library place things by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
