import pino from "pino";

/** Structured logs. Secrets have no place in them: what may hold one is left out by name. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ["key", "token", "password", "authorization", "cookie", "*.key", "*.token", "*.password"],
    remove: true,
  },
});
