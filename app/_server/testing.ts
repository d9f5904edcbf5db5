import { contract } from "./contract.ts";
import { route } from "./router.ts";

/** Calls the API as another program does: by method and address, through the router. */

export type EndpointName = keyof typeof contract;

export interface Sent {
  key?: string;
  params?: Record<string, string>;
  query?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
}

export function send(name: EndpointName, of: Sent = {}): Promise<Response> {
  const { method, path } = contract[name];
  const at = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(of.params![part]!));
  return sendTo(method, `${at}${of.query ?? ""}`, of);
}

/** `at` stands under /api/v1. */
export function sendTo(
  method: string,
  at: string,
  of: Omit<Sent, "params" | "query"> = {},
): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000/api/v1${at}`, {
    method,
    headers: {
      ...(of.key === undefined ? {} : { authorization: `Bearer ${of.key}` }),
      ...of.headers,
    },
    ...(of.body === undefined ? {} : { body: of.body, duplex: "half" }),
  });
  return route(request);
}

export function json(body: unknown): Pick<Sent, "body" | "headers"> {
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}
