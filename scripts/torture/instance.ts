import { type ChildProcess, fork } from "node:child_process";
import { z } from "zod";
import { systemActor } from "#lib/actor.ts";
import { isAppError } from "#lib/errors.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident, updateIncident } from "#lib/incidents/write.ts";
import { openScope } from "#lib/open-scope.ts";
import { query } from "#lib/query.ts";
import type { Scope } from "#lib/scope.ts";

/** One of several servers on one database, as far as a test of them needs it; in this process or in one of its own. */
export interface Instance {
  declare(): Promise<Seen>;
  /** Null where somebody else was faster. */
  update(seen: Seen): Promise<Seen | null>;
  record(number: number): Promise<Seen>;
  /** What a figure would be made of: the value of every record, by its number. */
  values(): Promise<[number, number][]>;
  close(): Promise<void>;
}

export interface Seen {
  number: number;
  version: number;
  value: number;
}

const shownValues = query({
  name: "torture.values",
  summary: "The lost orders of every incident, from the facts",
  requires: "read",
  input: z.void(),
  answer: z.array(z.tuple([z.number(), z.number()])),
  async run({ facts }) {
    const { count, number, lostOrders } = (await facts()).incidents;
    return Array.from({ length: count }, (_, i): [number, number] => [
      number.values[i]!,
      lostOrders.values[i]!,
    ]);
  },
});

const seenOf = (incident: { number: number; version: number; lostOrders: number | null }): Seen => ({
  number: incident.number,
  version: incident.version,
  value: incident.lostOrders ?? 0,
});

export async function instanceHere(url: string): Promise<Instance> {
  const { scope, close } = await openScope(url, systemActor("torture"));
  return { ...doing(scope), close };
}

function doing(scope: Scope): Omit<Instance, "close"> {
  return {
    async declare() {
      const body = { title: "An incident", startedAt: "2026-03-05T14:05:00Z", lostOrders: 0 };
      return seenOf((await declareIncident(scope, { body })).incident);
    },
    async update({ number, version, value }) {
      try {
        const patch = { version, lostOrders: value + 1 };
        return seenOf(await updateIncident(scope, { key: String(number), patch }));
      } catch (error) {
        if (isAppError(error) && error.code === "conflict") return null;
        throw error;
      }
    },
    record: async (number) => seenOf(await getIncident(scope, { key: String(number) })),
    values: () => shownValues(scope, undefined),
  };
}

// ---- in a process of its own ----

interface Call {
  id: number;
  what: "declare" | "update" | "record" | "values";
  given: unknown;
}

interface Reply {
  id: number;
  answer?: unknown;
  error?: string;
}

export async function instanceElsewhere(url: string): Promise<Instance> {
  const child = fork("scripts/torture/instance.ts", {
    env: { ...process.env, DATABASE_URL: url, BASE_URL: "" },
  });
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  child.on("message", ({ id, answer, error }: Reply) => {
    if (error === undefined) waiting.get(id)?.resolve(answer as never);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  let calls = 0;
  const call = <T>(what: Call["what"], given?: unknown) =>
    new Promise<T>((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      child.send({ id: calls, what, given } satisfies Call);
    });
  return {
    declare: () => call("declare"),
    update: (seen) => call("update", seen),
    record: (number) => call("record", number),
    values: () => call("values"),
    close: () => left(child),
  };
}

function left(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.disconnect();
  });
}

async function answerCalls(): Promise<void> {
  const own = instanceHere(process.env.DATABASE_URL!);
  process.on("message", async ({ id, what, given }: Call) => {
    try {
      const instance = await own;
      process.send!({ id, answer: await instance[what](given as never) } satisfies Reply);
    } catch (error) {
      process.send!({ id, error: String(error) } satisfies Reply);
    }
  });
  process.once("disconnect", async () => (await own).close());
}

if (import.meta.main) await answerCalls();
