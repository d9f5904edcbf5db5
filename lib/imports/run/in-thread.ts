import { Worker } from "node:worker_threads";
import { AppError } from "#lib/errors.ts";
import type { Plan } from "../schema.ts";
import type { Looked, Looking } from "./look.ts";

/** Work on one import in a thread with connections and a heap of its own: pages do not wait, and it leaves nothing behind. */

interface Tasks {
  look: { given: { looking: Looking }; answer: Looked };
  plan: { given: unknown; answer: Plan };
  run: { given: unknown; answer: undefined };
}

export type ThreadTask<K extends keyof Tasks = keyof Tasks> = {
  [T in K]: { kind: T; url: string; id: string } & Tasks[T]["given"];
}[K];

/** What a thread says at its end. A refusal is told in parts, since its class does not come across. */
export type ThreadAnswer = { answer: unknown } | { refusal: Pick<AppError, "code" | "message" | "errors"> };

/** Under this bound the collector keeps pace with the garbage; rows are taken in by size, so it holds any file. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

export function inThread<K extends keyof Tasks>(task: ThreadTask<K>): Promise<Tasks[K]["answer"]> {
  const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: task, resourceLimits });
  // A server that was told to stop does not wait: a run goes on at its next start.
  thread.unref();
  return new Promise((resolve, reject) => {
    thread.once("message", (said: ThreadAnswer) => {
      if ("answer" in said) resolve(said.answer as Tasks[K]["answer"]);
      else reject(new AppError(said.refusal.code, said.refusal.message, said.refusal));
    });
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("A thread that was at work on an import ended early.")));
  });
}
