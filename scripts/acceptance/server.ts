import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gone, makeKey, serverEnvironment, startServer } from "#scripts/torture/kill-server.ts";

/** The built product on an empty database of its own, spoken to over REST as any program would. */
export interface Instance {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body: unknown) => Promise<Answer>;
  patch: (path: string, body: unknown) => Promise<Answer>;
  upload: (file: Upload) => Promise<Answer>;
  stop: () => Promise<void>;
}

export interface Answer {
  status: number;
  text: string;
  /** Null where it is no JSON. */
  json: unknown;
}

export interface Upload {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  target: string;
}

const answerMs = 60_000;

export async function openInstance(): Promise<Instance> {
  const folder = mkdtempSync(join(tmpdir(), "faultline-acceptance-"));
  const environment = serverEnvironment(`file:${join(folder, "faultline.db")}`);
  const key = makeKey({ ...environment });
  const { server, address } = await startServer(environment);
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { authorization: `Bearer ${key}`, ...init.headers };
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(`${address}/api/v1${path}`, { ...init, headers, signal });
    const text = await response.text();
    return { status: response.status, text, json: jsonOf(text) };
  };
  return {
    get: (path) => send(path, {}),
    post: (path, body) => send(path, asJson("POST", body)),
    patch: (path, body) => send(path, asJson("PATCH", body)),
    upload: ({ name, bytes, target }) => {
      const form = new FormData();
      form.append("target", target);
      form.append("file", new Blob([bytes], { type: "text/csv" }), name);
      return send("/imports", { method: "POST", body: form });
    },
    async stop() {
      server.kill("SIGTERM");
      await gone(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function asJson(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
