// @vitest-environment happy-dom
import { beforeAll, describe, expect, test, vi } from "vitest";
import { SetUpForm } from "#app/(entry)/setup/set-up-form.tsx";
import { SignInForm } from "#app/(entry)/sign-in/sign-in-form.tsx";
import { appears, click, field, mount, named, polled, problemOf, submit, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { createPerson } from "#lib/access/people/write.ts";
import { openAction } from "#lib/actions/write.ts";
import { getChange } from "#lib/changes/read.ts";
import { recordChange } from "#lib/changes/write.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import type { Scope } from "#lib/scope.ts";
import { getSystem } from "#lib/systems/read.ts";
import { registerSystem, updateSystem } from "#lib/systems/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { ActionRow } from "./actions/action-row.tsx";
import { AuditForm } from "./changes/[key]/audit-form.tsx";
import { BulkEdit } from "./incidents/bulk-edit.tsx";
import { NewIntervention } from "./interventions/intervention-form.tsx";
import { InviteForm } from "./people/invite-form.tsx";
import { KeyForm } from "./people/key-form.tsx";
import { TargetForm } from "./settings/target-form.tsx";
import { SystemForm } from "./systems/system-form.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
// A page that is asked for again is made anew: nothing is kept here that could be old.
vi.mock("next/cache", () => ({ revalidatePath() {} }));

/** Forms with everything behind them: what is typed goes to the real command, and its refusal comes back to the field. */

let scope: Scope;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
  await createPerson(scope, {
    email: "ana@example.test",
    name: "Ana",
    role: "admin",
    password: "a long enough password",
  });
});

const send = (box: HTMLElement) => submit(box.querySelector("form"));

describe("a system", () => {
  const form = <SystemForm orgs={[]} systems={[]} />;

  test("is added under the name that its slug is made of, and its page is opened", async () => {
    const { box, visited } = await mount(form);
    await type(field(box, "Name"), "Card Payments");
    expect(field(box, "Slug")!.placeholder).toBe("card-payments");
    await type(field(box, "Owner"), "  ");
    await send(box);
    expect(visited).toEqual(["/systems/card-payments"]);
    expect(await getSystem(scope, { slug: "card-payments" })).toMatchObject({
      name: "Card Payments",
      owner: null,
    });
  });

  test("without a name is refused at that field, and nothing typed is lost", async () => {
    const { box, visited } = await mount(form);
    await type(field(box, "Slug"), "nameless");
    await type(field(box, "Description"), "What it does");
    await send(box);
    expect(problemOf(field(box, "Name"))).not.toBeNull();
    expect(field(box, "Slug")!.value).toBe("nameless");
    expect(field(box, "Description")!.value).toBe("What it does");
    expect(visited).toEqual([]);
  });

  test("with a slug that is taken says so", async () => {
    const { box, visited } = await mount(form);
    await type(field(box, "Name"), "Another");
    await type(field(box, "Slug"), "card-payments");
    await send(box);
    expect(box.textContent).toMatch(/card-payments|taken|exists|already/i);
    expect(visited).toEqual([]);
  });

  test("that somebody else changed meanwhile shows theirs, keeps mine, and saves the second time", async () => {
    const system = await registerSystem(scope, { slug: "cart", name: "Cart" });
    const { box, visited } = await mount(<SystemForm system={system} orgs={[]} systems={[]} />);
    await type(field(box, "Name"), "Trolley");
    await updateSystem(scope, { slug: "cart", version: system.version, owner: "Ben" });
    await send(box);
    expect(box.textContent).toContain("Somebody else saved in the meantime (Owner: Ben)");
    expect([field(box, "Name")!.value, field(box, "Owner")!.value]).toEqual(["Trolley", "Ben"]);
    await send(box);
    expect(visited).toEqual(["/systems/cart"]);
    expect(await getSystem(scope, { slug: "cart" })).toMatchObject({ name: "Trolley", owner: "Ben" });
  });
});

describe("an invitation", () => {
  test("is a link that is shown now, to the address that it is for", async () => {
    const { box } = await mount(<InviteForm />);
    await type(field(box, "E-mail address"), "ben@example.test");
    await send(box);
    expect((await appears(box, "[role=status]")).textContent).toContain("An invitation for ben@example.test");
    expect(box.querySelector("pre")!.textContent).toMatch(/^http:\/\/faultline\.example\/invitation\/\S+/);
  });

  test("to what is no address is refused at the field, which keeps it", async () => {
    const { box } = await mount(<InviteForm />);
    await type(field(box, "E-mail address"), "ben at example");
    await send(box);
    await appears(box, "[aria-invalid=true]");
    expect(problemOf(field(box, "E-mail address"))).not.toBeNull();
    expect(field(box, "E-mail address")!.value).toBe("ben at example");
    expect(box.querySelector("pre")).toBeNull();
  });

  test("to somebody who is there already says so", async () => {
    const { box } = await mount(<InviteForm />);
    await type(field(box, "E-mail address"), "ana@example.test");
    await send(box);
    await appears(box, "[aria-invalid=true], [role=alert]");
    expect(box.querySelector("pre")).toBeNull();
    expect(box.textContent).toMatch(/already|is there|has/i);
  });
});

describe("a key", () => {
  test("is shown once, and says that only its hash stays", async () => {
    const { box } = await mount(<KeyForm />);
    await type(field(box, "Name"), "pipeline");
    await send(box);
    expect((await appears(box, "pre")).textContent).toMatch(/^flt_/);
    expect(box.textContent).toContain("only its hash is stored");
  });

  test("without a name is refused where it is typed, and the day stays", async () => {
    const { box } = await mount(<KeyForm />);
    await type(field(box, "Ends on"), "2099-01-01");
    await send(box);
    await appears(box, "[aria-invalid=true]");
    expect(problemOf(field(box, "Name"))).not.toBeNull();
    expect(field(box, "Ends on")!.value).toBe("2099-01-01");
    expect(box.querySelector("pre")).toBeNull();
  });
});

describe("a target of notifications", () => {
  test("says before it is relied on what the operator has not set", async () => {
    const { box } = await mount(<TargetForm mail={false} linked={false} />);
    expect(box.textContent).toContain("SMTP_URL");
    expect(box.textContent).toContain("BASE_URL");
    const ready = await mount(<TargetForm mail linked />);
    expect(ready.box.textContent).not.toMatch(/SMTP_URL|BASE_URL/);
  });

  test("with an address that cannot be reached from here is refused at the field", async () => {
    const { box } = await mount(<TargetForm mail={false} linked />);
    await type(field(box, "Name"), "hook");
    await type(field(box, "Address"), "ftp://example.test/hook");
    await send(box);
    expect(problemOf(field(box, "Address"))).not.toBeNull();
    expect(field(box, "Address")!.value).toBe("ftp://example.test/hook");
  });
});

describe("an audit of a change", () => {
  let change: { id: string; number: number; version: number };
  beforeAll(async () => {
    ({ change } = await recordChange(scope, {
      body: { title: "Raise the limit", deployedAt: "2026-05-01T10:00:00Z", kind: "configuration" },
    }));
  });

  test("is stored with its note", async () => {
    const { box } = await mount(<AuditForm id={change.id} version={change.version} again={false} />);
    await click(box.querySelector("input[value=deviation]"));
    await type(field(box, "Note"), "Nobody had looked at it.");
    await send(box);
    expect(await getChange(scope, { key: String(change.number) })).toMatchObject({
      auditOutcome: "deviation",
      auditNote: "Nobody had looked at it.",
    });
  });

  test("of a change that was audited meanwhile is refused, and the note stays", async () => {
    const { box } = await mount(<AuditForm id={change.id} version={change.version} again={false} />);
    await type(field(box, "Note"), "I looked, too.");
    await send(box);
    expect(box.querySelector("[role=alert]")).not.toBeNull();
    expect(field(box, "Note")!.value).toBe("I looked, too.");
  });
});

describe("an intervention", () => {
  test("that ends before it begins keeps the dialog open with the reason", async () => {
    const { box } = await mount(<NewIntervention offered={{ orgs: [], systems: [] }} />);
    await click(named(box, "button", "Add an intervention"));
    const dialog = document.querySelector("[role=dialog]")!;
    await type(field(dialog, "Name"), "Freeze");
    await type(dialog.querySelector("[name=startsOn]"), "2026-03-10");
    await type(dialog.querySelector("[name=endsOn]"), "2026-03-01");
    await submit(dialog.querySelector("form"));
    expect(field(dialog, "Name")!.value).toBe("Freeze");
    expect(dialog.querySelector("[aria-invalid=true], [role=alert]")).not.toBeNull();
    expect((await listInterventions(scope, {})).items).toEqual([]);
    await type(dialog.querySelector("[name=endsOn]"), "2026-03-20");
    await submit(dialog.querySelector("form"));
    expect((await listInterventions(scope, {})).items).toMatchObject([
      { name: "Freeze", startsOn: "2026-03-10" },
    ]);
  });
});

describe("an action", () => {
  test("moves to another state from its menu, and cannot be moved by those who only read", async () => {
    const { incident } = await declareIncident(scope, {
      body: { title: "Cart is slow", startedAt: "2026-05-02T10:00:00Z" },
    });
    const action = await openAction(scope, {
      key: String(incident.number),
      body: { title: "Add an alert" },
    });
    const { box } = await mount(<ActionRow action={action} canWrite />);
    await click(named(box, "button", "State of Add an alert: open"));
    await click(named(document, "[role=menuitem]", "Done"));
    await polled(async () => {
      const { listIncidentActions } = await import("#lib/actions/read.ts");
      return (await listIncidentActions(scope, { key: String(incident.number) })).items[0]!.state;
    }).toBe("done");
    const reader = await mount(<ActionRow action={action} canWrite={false} />);
    expect(reader.box.querySelector("button")).toBeNull();
    expect(reader.box.textContent).toContain("Open");
  });
});

describe("several incidents", () => {
  test("are changed together once some are chosen and something is set", async () => {
    const made = await Promise.all(
      ["one", "two"].map(async (title) => {
        const body = { title, startedAt: "2026-05-03T10:00:00Z" };
        return (await declareIncident(scope, { body })).incident;
      }),
    );
    const { box } = await mount(
      <BulkEdit>
        {made.map(({ number }) => (
          <input key={number} type="checkbox" name="number" value={number} aria-label={`INC-${number}`} />
        ))}
      </BulkEdit>,
    );
    expect(named(box, "button", "Change")).toBeUndefined();
    for (const { number } of made) await click(named(box, "input", `INC-${number}`));
    expect(box.textContent).toContain("2 incidents chosen");
    expect((named(box, "button", "Change") as HTMLButtonElement).disabled).toBe(true);
    await type(field(box, "Severity"), "2");
    await click(named(box, "button", "Change"));
    for (const { number } of made)
      await polled(async () => (await getIncident(scope, { key: String(number) })).severity).toBe(2);
    expect(named(box, "button", "Change")).toBeUndefined();
  });
});

describe("ways in", () => {
  test("signing in with a wrong password says no more than that, and keeps the address alone", async () => {
    const { box } = await mount(<SignInForm next="/" provider={null} problem={null} />);
    await type(field(box, "E-mail address"), "ana@example.test");
    await type(field(box, "Password"), "not her password at all");
    await send(box);
    const said = (await appears(box, "[role=alert]")).textContent;
    const stranger = await mount(<SignInForm next="/" provider={null} problem={null} />);
    await type(field(stranger.box, "E-mail address"), "nobody@example.test");
    await type(field(stranger.box, "Password"), "not her password at all");
    await send(stranger.box);
    expect((await appears(stranger.box, "[role=alert]")).textContent).toBe(said);
    expect(field(box, "E-mail address")!.value).toBe("ana@example.test");
    expect(field(box, "Password")!.value).toBe("");
  });

  test("another way in is offered where there is one, with what went wrong there", async () => {
    const { box } = await mount(<SignInForm next="/" provider="Okta" problem="Okta says no." />);
    expect(named(box, "button", "Continue with Okta")).toBeDefined();
    expect(box.querySelector("[role=alert]")!.textContent).toBe("Okta says no.");
    const alone = await mount(<SignInForm next="/" provider={null} problem={null} />);
    expect(alone.box.querySelectorAll("form")).toHaveLength(1);
  });

  test("setting up is for those with the code that the server printed", async () => {
    const { box } = await mount(<SetUpForm zones={["UTC", "Europe/Berlin"]} />);
    await type(field(box, "Code"), "AAAA-BBBB-CCCC");
    await type(field(box, "Organisation"), "Wexmoor");
    await type(field(box, "Your name"), "Mallory");
    await type(field(box, "Your e-mail address"), "mallory@example.test");
    await type(box.querySelector("[name=password]"), "a long enough password");
    await send(box);
    await appears(box, "[aria-invalid=true], [role=alert]");
    expect(field(box, "Organisation")!.value).toBe("Wexmoor");
    // It is typed again by whoever has it.
    expect(field(box, "Code")!.value).toBe("");
  });
});
