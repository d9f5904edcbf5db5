import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import type { Environment } from "#lib/env.ts";
import type { Message } from "./message.ts";

const usualPatienceMs = 10_000;

/**
 * Posts one message, signed as https://www.standardwebhooks.com says; the answer is null once the receiver took it,
 * else why not, in plain words. What a receiver answers is not read, and where it points to is not followed.
 */
export async function postWebhook(
  { WEBHOOK_PRIVATE_HOSTS }: Pick<Environment, "WEBHOOK_PRIVATE_HOSTS">,
  of: { id: string; address: string; secret: string; message: Message; now: Date; patienceMs?: number },
): Promise<string | null> {
  const url = new URL(of.address);
  const { patienceMs = usualPatienceMs } = of;
  const { type, data } = of.message;
  const body = JSON.stringify({ type, timestamp: of.now.toISOString(), data });
  const timestamp = String(Math.floor(of.now.getTime() / 1000));
  const headers = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "Faultline",
    "webhook-id": of.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature({ id: of.id, timestamp, body, secret: of.secret }),
  };
  const known = WEBHOOK_PRIVATE_HOSTS.includes(url.hostname.toLowerCase());
  try {
    const status = await post({ url, headers, body, agent: agentFor(url, known), patienceMs });
    if (status >= 200 && status < 300) return null;
    return status >= 300 && status < 400
      ? `${url.host} answered ${status}, which points elsewhere; that is not followed.`
      : `${url.host} answered ${status}.`;
  } catch (error) {
    return failureWords(error, url.host);
  }
}

function signature(of: { id: string; timestamp: string; body: string; secret: string }): string {
  const key = Buffer.from(of.secret.replace(/^whsec_/, ""), "base64");
  const digest = createHmac("sha256", key).update(`${of.id}.${of.timestamp}.${of.body}`).digest("base64");
  return `v1,${digest}`;
}

/** Looks at the address that a name leads to, at the moment of connecting: no answer in between can change it. */
function agentFor(url: URL, mayBePrivate: boolean): http.Agent {
  const options = { keepAlive: false };
  if (url.protocol === "https:")
    return mayBePrivate ? new https.Agent(options) : new RequestFilteringHttpsAgent(options);
  return mayBePrivate ? new http.Agent(options) : new RequestFilteringHttpAgent(options);
}

function post(of: {
  url: URL;
  headers: Record<string, string>;
  body: string;
  agent: http.Agent;
  patienceMs: number;
}): Promise<number> {
  const { url, headers, body, agent, patienceMs } = of;
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, agent, signal: AbortSignal.timeout(patienceMs) });
    sent.once("response", (response) => {
      response.on("error", () => {});
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const certificate = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

function failureWords(error: unknown, host: string): string {
  const { name = "", code = "", message = "" } = error as { name?: string; code?: string; message?: string };
  if (/is not allowed\. Because/.test(message))
    return `${host} is an address within a private network. The operator can allow it with WEBHOOK_PRIVATE_HOSTS.`;
  if (name === "TimeoutError" || name === "AbortError" || code === "ABORT_ERR" || code === "ETIMEDOUT")
    return `${host} did not answer in time.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `The name ${host.replace(/:\d+$/, "")} leads to no address.`;
  if (code === "ECONNREFUSED") return `${host} refused the connection.`;
  if (certificate.test(code)) return `The certificate of ${host} cannot be trusted (${code}).`;
  return `${host} cannot be reached${code === "" ? "" : ` (${code})`}.`;
}
