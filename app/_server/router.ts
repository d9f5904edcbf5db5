import { AppError, notFound } from "#lib/errors.ts";
import { endpoints } from "./contract.ts";
import { answerTo, type Endpoint } from "./endpoint.ts";
import { instrumented } from "./instrumented.ts";
import { problem } from "./problem.ts";

/** Finds the endpoint of the contract that a request means. What the contract does not list does not exist. */

const base = "/api/v1";

interface Path {
  parts: readonly string[];
  methods: ReadonlyMap<string, Endpoint>;
}

/** What stands at an address: its endpoints by method, and what the parts of its path name. */
export interface Found {
  methods: ReadonlyMap<string, Endpoint>;
  params: Record<string, string>;
}

const named = (part: string) => part.startsWith("{");

const paths: readonly Path[] = [...Map.groupBy(endpoints, ({ path }) => path)]
  .map(([path, those]) => ({
    parts: path.split("/"),
    methods: new Map(those.map((one) => [one.method as string, one])),
  }))
  // What is written out goes before what is named: /changes/batch is no change.
  .toSorted((a, b) => partsNamed(a).localeCompare(partsNamed(b)));

function partsNamed({ parts }: Path): string {
  return parts.map((part) => (named(part) ? "1" : "0")).join("");
}

/** Words of the path are compared as they were sent; what is named is decoded. */
export function find(pathname: string): Found | null {
  if (!pathname.startsWith(`${base}/`)) return null;
  const sent = pathname.slice(base.length).split("/");
  const path = paths.find(
    ({ parts }) =>
      parts.length === sent.length &&
      parts.every((part, i) => (named(part) ? sent[i] !== "" : part === sent[i])),
  );
  if (path === undefined) return null;
  const params = path.parts.flatMap((part, i) =>
    named(part) ? [[part.slice(1, -1), decoded(sent[i]!)] as const] : [],
  );
  return { methods: path.methods, params: Object.fromEntries(params) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new AppError("unreadable", `${part} in the address is no text in UTF-8.`, { cause: error });
  }
}

/** Answers every request under /api/v1 that no file of its own answers. */
export async function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  try {
    const found = find(pathname);
    if (found === null) throw notFound(`${pathname}. ${base}/openapi.json lists what there is`);
    return await answer(request, found);
  } catch (error) {
    return instrumented(request, { method: request.method, path: "(none)" }, async ({ requestId }) =>
      problem(error, requestId),
    );
  }
}

async function answer(request: Request, { methods, params }: Found): Promise<Response> {
  const { method } = request;
  const endpoint = methods.get(method === "HEAD" ? "GET" : method);
  if (endpoint !== undefined) return withoutBody(request, await answerTo(endpoint, request, params));
  const allow = allowed(methods);
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  const { path } = methods.values().next().value!;
  return instrumented(request, { method, path }, async ({ requestId }) =>
    problem(new AppError("not-allowed", `${path} takes ${allow}, and no ${method}.`), requestId, { allow }),
  );
}

function allowed(methods: ReadonlyMap<string, Endpoint>): string {
  return [...methods.keys(), ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted().join(", ");
}

/** HEAD is answered as GET is, and what would have followed is broken off. */
async function withoutBody(request: Request, response: Response): Promise<Response> {
  if (request.method !== "HEAD") return response;
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}
