import pino from "pino";

/** Structured logs. Secrets have no place in them: what may hold one is left out by name. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: Error) => withoutValues(pino.stdSerializers.err(error)) },
  redact: {
    paths: ["key", "token", "password", "authorization", "cookie", "*.key", "*.token", "*.password"],
    remove: true,
  },
});

/** A failed statement carries the values it was given, which may be anything; its text tells enough. */
export function withoutValues(told: pino.SerializedError): pino.SerializedError {
  const { params: _, ...rest } = told as pino.SerializedError & { params?: unknown };
  const strip = (text: string) => text.replace(/\nparams: [\s\S]*?(?=\n {4}at |\ncaused by: |$)/g, "");
  return { ...rest, message: strip(rest.message), stack: strip(rest.stack) } as pino.SerializedError;
}
