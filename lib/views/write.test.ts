import { describe, expect, test } from "vitest";
import { personActor } from "#lib/actor.ts";
import { as, refusalOf, testScope } from "#lib/testing.ts";
import { getView, listViews } from "./read.ts";
import { hrefOfView } from "./rules.ts";
import { removeView, saveView, updateView } from "./write.ts";

const body = { name: "Bad quarters", page: "/trends", query: "period=quarter&severity=1,2" };

describe("a saved view", () => {
  test("is its maker's alone unless it is shared", async () => {
    const admin = await testScope();
    const viewer = as(admin, "viewer");
    const own = await saveView(viewer, body);
    const shared = await saveView(viewer, { ...body, name: "Ours", shared: true });
    expect((await listViews(viewer, {})).items).toEqual([own, shared]);
    expect((await listViews(admin, {})).items).toEqual([{ ...shared, mine: false }]);
    expect(hrefOfView(own)).toBe("/trends?period=quarter&severity=1,2");
    expect((await refusalOf(getView(admin, { id: own.id }))).code).toBe("not-found");
  });

  test("saved again as it is changes nothing, and another of that name is refused", async () => {
    const scope = await testScope();
    const first = await saveView(scope, body);
    expect(await saveView(scope, body)).toEqual(first);
    const refused = await refusalOf(saveView(scope, { ...body, query: "period=year" }));
    expect(refused.errors).toMatchObject([{ path: "name" }]);
    expect((await listViews(scope, {})).items).toHaveLength(1);
  });

  test("is removed by its maker or an admin, and by nobody else", async () => {
    const admin = await testScope();
    const viewer = as(admin, "viewer");
    const other = { ...admin, actor: personActor({ id: "usr_other", name: "Other", role: "responder" }) };
    const own = await saveView(viewer, body);
    const shared = await saveView(viewer, { ...body, name: "Ours", shared: true });
    expect((await refusalOf(removeView(other, { id: shared.id }))).code).toBe("forbidden");
    expect((await refusalOf(removeView(admin, { id: own.id }))).code).toBe("not-found");
    await removeView(admin, { id: shared.id });
    await removeView(viewer, { id: own.id });
    expect((await listViews(viewer, {})).items).toEqual([]);
  });

  test("is renamed by its maker, to a name that no other view of theirs has", async () => {
    const admin = await testScope();
    const viewer = as(admin, "viewer");
    const own = await saveView(viewer, body);
    await saveView(viewer, { ...body, name: "Weeks", query: "period=28d" });
    const renamed = await updateView(viewer, { id: own.id, patch: { name: "Quarters", version: 1 } });
    expect(renamed).toMatchObject({ name: "Quarters", page: body.page, query: body.query, version: 2 });
    expect(await getView(viewer, { id: own.id })).toEqual(renamed);
    const refused = updateView(viewer, { id: own.id, patch: { name: "Weeks", version: 2 } });
    expect((await refusalOf(refused)).errors).toMatchObject([{ path: "patch.name" }]);
    const late = updateView(viewer, { id: own.id, patch: { name: "Late", version: 1 } });
    expect((await refusalOf(late)).code).toBe("conflict");
    const blind = updateView(viewer, { id: own.id, patch: { name: "Blind" } });
    expect((await refusalOf(blind)).errors).toMatchObject([{ path: "version" }]);
    const foreign = updateView(admin, { id: own.id, patch: { name: "Mine", version: 2 } });
    expect((await refusalOf(foreign)).code).toBe("not-found");
  });

  test("never leads to another site", async () => {
    const scope = await testScope();
    for (const page of [
      "//evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "trends",
      "/\\evil.example",
      "",
    ])
      expect((await refusalOf(saveView(scope, { ...body, page }))).errors).toMatchObject([{ path: "page" }]);
  });
});
