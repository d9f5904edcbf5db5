import { APIError, type BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { betterAuth } from "better-auth/minimal";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { authStore } from "#db/auth.ts";
import { roles } from "#db/values.ts";
import { type Actor, personActor, systemActor } from "#lib/actor.ts";
import type { Environment } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { type Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import { admitPerson } from "./invitations/write.ts";
import { hashPassword, matchesPassword } from "./passwords.ts";
import { noteSignIn } from "./people/write.ts";
import { getPerson, personOfIdentity } from "./read.ts";
import { longestPassword, shortestPassword } from "./schema.ts";
import { makeSecret } from "./setup/write.ts";

/**
 * Sessions and OpenID Connect, by Better Auth. It finds people, passwords and invitations where commands put them;
 * by itself it writes sessions, the provider's name of a person, and the state of a sign-in under way.
 */

const oidcProvider = "oidc";
const callbackPath = "/api/auth";

type Auth = ReturnType<typeof makeAuth>;

const made = new WeakMap<Runtime, Map<string, Auth>>();

/** Cookies are marked secure where people come over TLS: as configured, else as the proxy before us says. */
function isSecure(environment: Environment, headers: Headers): boolean {
  if (environment.BASE_URL !== undefined) return environment.BASE_URL.startsWith("https:");
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

async function authOf(runtime: Runtime, headers: Headers): Promise<Auth> {
  const secure = isSecure(runtime.environment, headers);
  const known = made.get(runtime) ?? new Map<string, Auth>();
  made.set(runtime, known);
  const name = secure ? "secure" : "plain";
  const found = known.get(name);
  if (found !== undefined) return found;
  const auth = makeAuth({ runtime, secure, secret: await secretOf(runtime) });
  known.set(name, auth);
  return auth;
}

export async function secretOf(runtime: Runtime): Promise<string> {
  const { AUTH_SECRET } = runtime.environment;
  return AUTH_SECRET ?? (await makeSecret(scopeOf(runtime, systemActor("start")), undefined));
}

function makeAuth(of: { runtime: Runtime; secure: boolean; secret: string }) {
  const { runtime, secure, secret } = of;
  const { database, environment } = runtime;
  const { db, provider, schema } = authStore(database);
  const scope = scopeOf(runtime, systemActor("sign-in"));
  return betterAuth({
    appName: "Faultline",
    baseURL: environment.BASE_URL ?? (secure ? "https://localhost" : "http://localhost"),
    basePath: callbackPath,
    secret,
    database: drizzleAdapter(db, { provider, schema }),
    emailAndPassword: {
      enabled: true,
      // People come by invitation, and by commands.
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: { hash: hashPassword, verify: ({ hash, password }) => matchesPassword(hash, password) },
    },
    user: {
      additionalFields: {
        role: { type: "string", input: false, required: true },
        disabledAt: { type: "date", input: false, required: false },
      },
    },
    session: { expiresIn: environment.SESSION_HOURS * 3600, disableSessionRefresh: true },
    account: {
      // The provider's tokens are of no use here, so none is kept.
      updateAccountOnSignIn: false,
      accountLinking: {
        enabled: true,
        requireLocalEmailVerified: false,
        trustedProviders: environment.OIDC_TRUST_EMAIL ? [oidcProvider] : [],
      },
    },
    databaseHooks: {
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
      session: {
        create: {
          before: async (session) => {
            const person = await getPerson(scope, { id: session.userId });
            if (person === null || person.disabledAt !== null)
              throw new APIError("UNAUTHORIZED", { code: "account_disabled", message: "account_disabled" });
          },
          after: async (session, context) => {
            const person = await getPerson(scope, { id: session.userId });
            if (person === null) return;
            const how = context?.path.startsWith("/callback") ? "single sign-on" : "password";
            await noteSignIn({ ...scope, actor: personActor(person) }, { how });
          },
        },
      },
    },
    advanced: {
      cookiePrefix: "faultline",
      useSecureCookies: secure,
      database: {
        generateId: ({ model }) => scope.newId(model.slice(0, 3)),
        // It objects to columns it does not fill in; it never makes a person here.
        validateSchema: false,
      },
    },
    onAPIError: { errorURL: "/sign-in" },
    // Ours count by address and need no answer from the database.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) =>
        log[level === "error" ? "error" : level === "warn" ? "warn" : "debug"]({ from: "auth" }, message),
    },
    plugins: oidcPlugins(environment, scope),
  } satisfies BetterAuthOptions);
}

function oidcPlugins(environment: Environment, scope: Scope) {
  const { OIDC_DISCOVERY_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SCOPES, OIDC_DEFAULT_ROLE } =
    environment;
  if (OIDC_DISCOVERY_URL === undefined || OIDC_CLIENT_ID === undefined) return [];
  const provider = genericOAuth({
    config: [
      {
        providerId: oidcProvider,
        discoveryUrl: OIDC_DISCOVERY_URL,
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        scopes: OIDC_SCOPES.split(/[\s,]+/).filter((word) => word !== ""),
        requireIdTokenVerification: true,
        disableSignUp: true,
        // Called once the provider's word is verified: whoever may come in is made a person before the look-up.
        async mapProfileToUser(profile) {
          const { sub, email, email_verified, name } = profile as Record<string, unknown>;
          const vouched = email_verified === true || environment.OIDC_TRUST_EMAIL;
          if (typeof email !== "string" || typeof sub !== "string" || !vouched) return {};
          const known = await personOfIdentity(scope, { providerId: oidcProvider, accountId: sub });
          if (known === null) {
            await admitPerson(scope, {
              email,
              name: typeof name === "string" ? name : "",
              defaultRole: OIDC_DEFAULT_ROLE ?? null,
            });
          }
          return {};
        },
      },
    ],
  });
  return [provider];
}

// ---- what the edges call ----

/** The person a session cookie stands for, or null. */
export async function sessionActor(runtime: Runtime, headers: Headers): Promise<Actor | null> {
  if (!headers.has("cookie")) return null;
  const auth = await authOf(runtime, headers);
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const { id, name, role, disabledAt } = found.user;
  const known = roles.find((one) => one === role);
  if (known === undefined || disabledAt != null) return null;
  return personActor({ id, name, role: known });
}

/** The cookies to set, as Set-Cookie headers. */
export type Cookies = readonly string[];

export interface Cookie {
  name: string;
  value: string;
  options: ReturnType<typeof toCookieOptions>;
}

/** The same in parts, for an edge that sets cookies by name. */
export function cookieParts(cookies: Cookies): Cookie[] {
  return cookies.flatMap((header) =>
    [...parseSetCookieHeader(header)].map(([name, { value, ...attributes }]) => ({
      name,
      value,
      options: toCookieOptions({ value, ...attributes }),
    })),
  );
}

export async function signInWithPassword(
  runtime: Runtime,
  given: { email: string; password: string; headers: Headers; address: string | null },
): Promise<Cookies> {
  const email = given.email.trim().toLowerCase();
  const attempt = { email, address: given.address };
  await runtime.limits.countPassword(attempt);
  const auth = await authOf(runtime, given.headers);
  try {
    const answer = await auth.api.signInEmail({
      body: { email, password: given.password.slice(0, 1000) },
      headers: given.headers,
      returnHeaders: true,
    });
    await runtime.limits.forgivePassword(attempt);
    return answer.headers.getSetCookie();
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    throw new AppError("unauthenticated", "The e-mail address or the password is wrong.");
  }
}

export async function signOut(runtime: Runtime, headers: Headers): Promise<Cookies> {
  const auth = await authOf(runtime, headers);
  const answer = await auth.api.signOut({ headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

export function offersOidc(environment: Environment): boolean {
  return environment.OIDC_DISCOVERY_URL !== undefined;
}

/** Where the browser must go to sign in with the identity provider. */
export async function startOidc(
  runtime: Runtime,
  of: { headers: Headers; next: string },
): Promise<{ location: string; cookies: Cookies }> {
  for (const retry of [true, false]) {
    const auth = await authOf(runtime, of.headers);
    try {
      const answer = await auth.api.signInSocial({
        body: {
          provider: oidcProvider,
          callbackURL: of.next,
          errorCallbackURL: "/sign-in",
          disableRedirect: true,
        },
        headers: of.headers,
        returnHeaders: true,
      });
      if (answer.response.url === undefined) throw providerAway();
      return { location: answer.response.url, cookies: answer.headers.getSetCookie() };
    } catch (error) {
      if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
      // Its configuration is read when Better Auth is made: it may have been away then.
      made.get(runtime)?.clear();
      if (!retry) throw providerAway(error);
    }
  }
  throw providerAway();
}

function providerAway(cause?: unknown): AppError {
  return new AppError("unavailable", "The identity provider does not answer. Try again in a moment.", {
    cause,
    retryAfterSeconds: 10,
  });
}

/** The provider sends people back here; the answer redirects them, signed in or with an error's name. */
export async function finishOidc(runtime: Runtime, request: Request): Promise<Response> {
  const auth = await authOf(runtime, request.headers);
  return auth.handler(request);
}
