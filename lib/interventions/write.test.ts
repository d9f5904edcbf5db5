import { describe, expect, test } from "vitest";
import { listAudit } from "#lib/audit/read.ts";
import { registerSystem } from "#lib/systems/write.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { getIntervention, listInterventions } from "./read.ts";
import { createIntervention, deleteIntervention, updateIntervention } from "./write.ts";

const reset = { name: "90-day reset", kind: "reset", startsOn: "2026-03-05", endsOn: "2026-06-02" };

describe("an intervention", () => {
  test("reaches everyone and has no end unless it is said", async () => {
    const scope = await testScope();
    const made = await createIntervention(scope, { name: "AI assistant", startsOn: "2026-01-01" });
    expect(made).toMatchObject({ kind: "other", endsOn: null, scope: { to: "all" }, version: 1 });
    expect(await getIntervention(scope, { id: made.id })).toEqual(made);
  });

  test("is corrected with the version seen, and a stale one is a conflict", async () => {
    const scope = await testScope();
    const made = await createIntervention(scope, reset);
    const patch = { version: 1, scope: { to: "tier", tiers: [1] }, endsOn: null };
    const changed = await updateIntervention(scope, { id: made.id, patch });
    expect(changed).toMatchObject({ version: 2, endsOn: null, scope: { to: "tier", tiers: [1] } });
    expect(await getIntervention(scope, { id: made.id })).toEqual(changed);
    expect((await refusalOf(updateIntervention(scope, { id: made.id, patch }))).code).toBe("conflict");
    const { items } = await listAudit(scope, { subject: made.id });
    expect(items[0]).toMatchObject({ before: { endsOn: "2026-06-02" }, after: { endsOn: null } });
  });

  test("cannot end before it starts, when made and when corrected", async () => {
    const scope = await testScope();
    const backwards = { ...reset, endsOn: "2026-03-04" };
    expect((await refusalOf(createIntervention(scope, backwards))).errors).toMatchObject([
      { path: "endsOn" },
    ]);
    const { id } = await createIntervention(scope, reset);
    const late = updateIntervention(scope, { id, patch: { version: 1, startsOn: "2026-07-01" } });
    expect((await refusalOf(late)).code).toBe("invalid");
  });

  test("names systems that are there", async () => {
    const scope = await testScope();
    await registerSystem(scope, { slug: "cart" });
    const named = (systems: string[]) => ({ ...reset, scope: { to: "systems", systems } });
    await createIntervention(scope, named(["cart"]));
    const refusal = await refusalOf(createIntervention(scope, named(["cart", "carts"])));
    expect(refusal.errors).toMatchObject([{ path: "scope.systems.1" }]);
  });

  test("that is deleted is listed no longer, and its history stays", async () => {
    const scope = await testScope();
    const first = await createIntervention(scope, reset);
    await createIntervention(scope, { name: "Freeze", startsOn: "2025-11-20" });
    await deleteIntervention(scope, { id: first.id });
    expect((await listInterventions(scope, {})).items.map(({ name }) => name)).toEqual(["Freeze"]);
    expect((await refusalOf(getIntervention(scope, { id: first.id }))).code).toBe("not-found");
    expect((await listAudit(scope, { subject: first.id })).items).toHaveLength(2);
  });

  test("is not a viewer's to make", async () => {
    const scope = await testScope();
    expect((await refusalOf(createIntervention(as(scope, "viewer"), reset))).code).toBe("forbidden");
  });
});
