import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isLoopback } from "#lib/env.ts";

const header = "x-forwarded-for";

/**
 * Adds the sender's own address to the end of the chain that it claims to come by, before anything reads it: what
 * stands there last is then true, whatever was sent along. Called once by a server.
 */
export function noteAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const claimed = request.headers[header];
    const sender = request.socket.remoteAddress ?? "unknown";
    request.headers[header] = claimed === undefined ? sender : `${claimed}, ${sender}`;
  });
}

function chainOf(headers: Headers): string[] {
  return (headers.get(header) ?? "").split(",").map((one) => one.trim().replace(/^::ffff:/i, ""));
}

/** The client's address, behind so many proxies of ours; null where nobody says. */
export function clientAddress(headers: Headers, trustedProxies: number): string | null {
  return chainOf(headers).at(-1 - trustedProxies) || null;
}

/** Whether the request was made on this machine itself, and not by a proxy that runs here for others. */
export function isLocal(headers: Headers): boolean {
  const chain = chainOf(headers);
  return chain.length === 1 && isLoopback(chain[0]!);
}
