/**
 * A refusal: something the caller can cause, and can mend. Everything else is a fault, and is thrown as it is.
 */
const errorCodes = [
  "unreadable",
  "unauthenticated",
  "forbidden",
  "not-found",
  "not-allowed",
  "conflict",
  "too-large",
  "unsupported",
  "invalid",
  "too-many",
  "unavailable",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What is wrong with one field; `path` is as the caller wrote it, such as `systems.0.slug`. */
export interface FieldError {
  path: string;
  message: string;
}

/** A bundler makes a copy of this module for pages and one for the API: by its kind each knows the other's refusals. */
const kind = Symbol.for("faultline.AppError");

export class AppError extends Error {
  readonly kind = kind;
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  /** The record as it stands, where the caller's picture of it was out of date. */
  readonly current: unknown;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      errors?: readonly FieldError[];
      current?: unknown;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = more.errors ?? [];
    this.current = more.current ?? null;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof Error && "kind" in value && value.kind === kind;
}

export function invalid(errors: readonly FieldError[]): AppError {
  const [first, ...rest] = errors;
  const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
  const where = first?.path ? `${first.path}: ` : "";
  return new AppError("invalid", `${where}${first?.message ?? "not acceptable"}${more}`, { errors });
}

export function notFound(what: string): AppError {
  return new AppError("not-found", `There is no ${what}.`);
}

/** A version conflict: somebody else saved first. */
export function conflict(what: string, current: unknown): AppError {
  return new AppError(
    "conflict",
    `${what} was changed by someone else in the meantime. Look at the present record and save again.`,
    {
      current,
    },
  );
}
