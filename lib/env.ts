import { basename } from "node:path";
import { z } from "zod";

/** Several at a time, so that one can be changed while the other still holds. */
const secretList = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((secret) => secret.trim())
      .filter((secret) => secret !== ""),
  )
  .refine(
    (secrets) => secrets.every((secret) => secret.length >= 16),
    "must have 16 characters at least, each of them; several are separated by commas",
  );

/** Configuration, read once. A value that cannot be used stops the start with a sentence that names it. */
const Variables = z.object({
  /** Where the data is: a SQLite file, or a PostgreSQL server. */
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, "must begin with file: or postgres://")
    .default("file:./data/faultline.db"),
  /** The address to listen on; 0.0.0.0 for every one. */
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** Where people reach this installation. With https:// cookies are sent over TLS alone. */
  BASE_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://faultline.example" })
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** How many reverse proxies stand before this server; their X-Forwarded-For is believed that far. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Signs sessions. Without it one is made at the first start and kept in the database. */
  AUTH_SECRET: z.string().min(32, "must have 32 characters at least").optional(),
  /** How long a sign-in lasts. */
  SESSION_HOURS: z.coerce.number().min(1).max(8760).default(168),
  /** The identity provider's /.well-known/openid-configuration. */
  OIDC_DISCOVERY_URL: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What its button is called. */
  OIDC_NAME: z.string().max(60).default("single sign-on"),
  OIDC_SCOPES: z.string().default("openid email profile"),
  /** Everyone the provider knows comes in with this role; without it only those who were invited. */
  OIDC_DEFAULT_ROLE: z.enum(["viewer", "responder"]).optional(),
  /** For a provider that vouches for its addresses but sends no email_verified. */
  OIDC_TRUST_EMAIL: z.stringbool().default(false),
  /** The mail server for notifications: smtp://user:password@host:587, or smtps:// for TLS from the start. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be an address such as smtp://mail.example:587" })
    .optional(),
  /** Whom its messages come from: an address, or Name <address>. */
  SMTP_FROM: z
    .string()
    .regex(
      /^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/,
      "must be an address such as Faultline <faultline@example.com>",
    )
    .optional(),
  /** Hosts that webhooks may reach though their address is private, separated by commas. */
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ""),
    ),
  /** What PagerDuty and GitHub sign their webhooks with, and the tokens that GitLab and Statuspage send. */
  PAGERDUTY_WEBHOOK_SECRETS: secretList,
  GITHUB_WEBHOOK_SECRETS: secretList,
  GITLAB_WEBHOOK_TOKENS: secretList,
  STATUSPAGE_WEBHOOK_TOKENS: secretList,
  /** From one key or person; a guard against programs that run away. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600_000),
  /** Set by the demo script: a made-up company on a database of its own, for this machine only. */
  FAULTLINE_DEMO: z.stringbool().default(false),
});

export const variableNames: readonly string[] = Object.keys(Variables.shape);

const Environment = Variables.superRefine((environment, context) => {
  const refuse = (name: string, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  const { FAULTLINE_DEMO, HOST, DATABASE_URL, BASE_URL } = environment;
  if (FAULTLINE_DEMO && !isLoopback(HOST))
    refuse("HOST", "must be 127.0.0.1 for the demo, where nobody signs in");
  if (FAULTLINE_DEMO && !isDemoFile(DATABASE_URL))
    refuse("DATABASE_URL", `must be a file named ${demoFile} for the demo, which shows everything to anyone`);
  if ((environment.SMTP_URL === undefined) !== (environment.SMTP_FROM === undefined))
    refuse(
      environment.SMTP_URL === undefined ? "SMTP_URL" : "SMTP_FROM",
      "is needed too, for notifications by e-mail",
    );
  const oidc = ["OIDC_DISCOVERY_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
  const missing = oidc.filter((name) => environment[name] === undefined);
  if (missing.length > 0 && missing.length < oidc.length) {
    for (const name of missing) refuse(name, "is needed for OpenID Connect, with the other two");
  }
  if (missing.length === 0 && BASE_URL === undefined)
    refuse("BASE_URL", "is needed for OpenID Connect: the provider sends people back there");
});
export type Environment = z.infer<typeof Environment>;

const demoFile = "demo.db";

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i.test(host);
}

function isDemoFile(url: string): boolean {
  return url.startsWith("file:") && basename(url.slice("file:".length)) === demoFile;
}

/** How a process ends whose configuration cannot be used (EX_CONFIG of sysexits.h): starting it again is no use. */
export const configurationStatus = 78;

/** Known by its kind: another copy of this module makes a class of its own. */
const configurationError = Symbol.for("faultline.ConfigurationError");

export class ConfigurationError extends Error {
  readonly kind = configurationError;
  override readonly name = "ConfigurationError";
}

export function isConfigurationError(value: unknown): value is ConfigurationError {
  return value instanceof Error && "kind" in value && value.kind === configurationError;
}

export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== "" && value !== undefined),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigurationError(`The configuration cannot be used. ${problems.join("; ")}.`);
  }
  return parsed.data;
}
