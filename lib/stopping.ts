import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { log } from "./log.ts";

const mostSeconds = 25;

/**
 * A server that was told to stop finishes the requests under way and ends once its connections are gone. Clients that
 * keep theirs busy would hold it forever, so each further answer is the last on its connection. Called once.
 */
export function stopAtSignal(): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    log.info("told to stop: finishing what was begun");
    subscribe("http.server.request.start", (message) => {
      (message as { response: ServerResponse }).response.setHeader("connection", "close");
    });
    setTimeout(() => {
      log.warn(`some requests did not end within ${mostSeconds} seconds; they are cut off`);
      process.exit(143);
    }, mostSeconds * 1000).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
