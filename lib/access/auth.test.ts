import { beforeEach, describe, expect, test } from "vitest";
import { personActor } from "#lib/actor.ts";
import { readEnvironment } from "#lib/env.ts";
import { Runtime, type Scope } from "#lib/scope.ts";
import { testScope } from "#lib/testing.ts";
import { type Cookies, sessionActor, signInWithPassword, signOut } from "./auth.ts";
import { changePassword, createPerson, disablePerson, enablePerson } from "./people/write.ts";
import { listPeople } from "./read.ts";

const password = "a long enough password";

let scope: Scope;
let world: Runtime;
let email: string;

beforeEach(async () => {
  // The sessions' clock is the machine's own, so the commands' is too.
  scope = { ...(await testScope()), clock: () => new Date() };
  world = scope.runtime;
  email = `maria.${Math.random().toString(36).slice(2)}@example.test`;
  await createPerson(scope, { email, name: "Maria", role: "responder", password });
});

const signIn = (given: { email?: string; password?: string } = {}) =>
  signInWithPassword(world, { email, password, ...given, headers: new Headers(), address: null });

const sent = (cookies: Cookies) =>
  new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });

describe("signing in", () => {
  test("gives a session that speaks for the person, in a cookie scripts cannot read", async () => {
    const cookies = await signIn();
    expect(cookies.join("\n")).toMatch(/HttpOnly/i);
    expect(cookies.join("\n")).toMatch(/SameSite=Lax/i);
    expect(cookies.join("\n")).not.toMatch(/Secure/i);
    const actor = await sessionActor(world, sent(cookies));
    expect(actor).toMatchObject({ kind: "person", name: "Maria", roles: ["responder"] });
  });

  test("behind TLS the cookie is sent over TLS alone", async () => {
    const environment = readEnvironment({ BASE_URL: "https://faultline.example" });
    world = new Runtime(world.database, { environment });
    expect((await signIn()).join("\n")).toMatch(/__Secure-faultline\.session_token=.*Secure/);
  });

  test("takes the address in any case", async () => {
    expect(await signIn({ email: ` ${email.toUpperCase()} ` })).not.toHaveLength(0);
  });

  test("a wrong password, an unknown address and a disabled person are told apart by nothing", async () => {
    const refusal = (attempt: Promise<unknown>) =>
      attempt.then(
        () => "signed in",
        (error: Error) => `${error.name} ${error.message}`,
      );
    const wrong = await refusal(signIn({ password: "another long password" }));
    const unknown = await refusal(signIn({ email: "nobody@example.test" }));
    const [person] = await listPeople(scope, undefined);
    await createPerson(scope, { email: `x${email}`, name: "Root", role: "admin", password });
    await disablePerson(scope, { id: person!.id, version: 1 });
    expect(wrong).toMatch(/wrong/);
    expect([unknown, await refusal(signIn())]).toEqual([wrong, wrong]);
  });

  test("takes as long to refuse an unknown address as a wrong password", async () => {
    const duration = async (given: { email?: string }) => {
      const began = performance.now();
      await signIn({ password: "another long password", ...given }).catch(() => {});
      return performance.now() - began;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    await duration({});
    for (let i = 0; i < 7; i += 1) {
      known.push(await duration({}));
      unknown.push(await duration({ email: `nobody${i}@example.test` }));
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[3]!;
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
    expect(median(unknown) / median(known)).toBeLessThan(2);
  });

  test("ends with signing out", async () => {
    const cookies = await signIn();
    const cleared = await signOut(world, sent(cookies));
    expect(cleared.join("\n")).toMatch(/session_token=;/);
    expect(await sessionActor(world, sent(cookies))).toBeNull();
  });

  test("a forged or altered cookie speaks for nobody", async () => {
    const headers = sent(await signIn());
    const altered = headers.get("cookie")!.replace(/session_token=./, "session_token=_");
    expect(await sessionActor(world, new Headers({ cookie: altered }))).toBeNull();
    expect(await sessionActor(world, new Headers({ cookie: "faultline.session_token=x.y" }))).toBeNull();
  });

  test("a disabled person's session ends at once, and a new one is possible once enabled", async () => {
    const headers = sent(await signIn());
    const [person] = await listPeople(scope, undefined);
    const { version } = await disablePerson(scope, { id: person!.id, version: 1 });
    expect(await sessionActor(world, headers)).toBeNull();
    await enablePerson(scope, { id: person!.id, version });
    expect(await sessionActor(world, headers)).toBeNull();
    expect(await sessionActor(world, sent(await signIn()))).not.toBeNull();
  });

  test("another password ends every session, and the old one no longer opens", async () => {
    const headers = sent(await signIn());
    const actor = await sessionActor(world, headers);
    const fresh = "another long password";
    const own = { ...scope, actor: personActor({ id: actor!.id!, name: "Maria", role: "responder" }) };
    await expect(changePassword(own, { current: "not it", password: fresh })).rejects.toThrow(
      "is not your password",
    );
    await changePassword(own, { current: password, password: fresh });
    expect(await sessionActor(world, headers)).toBeNull();
    await expect(signIn()).rejects.toThrow("wrong");
    expect(await signIn({ password: fresh })).not.toHaveLength(0);
  });

  test("guessing the present password from a session is counted with wrong sign-ins, and a right one forgives", async () => {
    const actor = await sessionActor(world, sent(await signIn()));
    const own = { ...scope, actor: personActor({ id: actor!.id!, name: "Maria", role: "responder" }) };
    const fresh = "another long password";
    const guess = (current: string) => changePassword(own, { current, password: fresh });
    for (let i = 0; i < 9; i += 1)
      await expect(guess(`guess ${i}`)).rejects.toMatchObject({ code: "invalid" });
    await guess(password);
    for (let i = 0; i < 10; i += 1)
      await expect(guess(`guess ${i}`)).rejects.toMatchObject({ code: "invalid" });
    const refused = { code: "too-many", retryAfterSeconds: expect.any(Number) };
    await expect(guess(fresh)).rejects.toMatchObject(refused);
    await expect(signIn({ password: fresh })).rejects.toMatchObject(refused);
  });

  test("twenty wrong passwords at once: most are refused unseen, the right one too, and it says until when", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => signIn({ password: `a wrong password ${i}` })),
    );
    const codes = attempts.map((one) => (one.status === "rejected" ? one.reason.code : "signed in"));
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "too-many")).toHaveLength(10);
    await expect(signIn()).rejects.toMatchObject({
      code: "too-many",
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 60 && seconds <= 900),
    });
  });
});
