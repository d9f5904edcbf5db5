import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { views } from "#db/schema/settings.ts";
import { permits } from "#lib/actor.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, unchanged } from "#lib/command.ts";
import { AppError, invalid } from "#lib/errors.ts";
import { omitUndefined } from "#lib/parse.ts";
import { requireVersion } from "#lib/versions.ts";
import { getView, listViews } from "./read.ts";
import { SavedView, ViewBody, ViewPatch } from "./schema.ts";

const mostViews = 500;

export const saveView = command({
  name: "view.save",
  summary: "Keep a page with its filter under a name, for yourself or for everybody",
  requires: "view.write",
  input: ViewBody,
  answer: SavedView,
  async run({ ask, actor, now, newId }, body) {
    const { items } = await ask(listViews, {});
    const same = ownOf(items, body.name);
    if (
      same !== undefined &&
      same.page === body.page &&
      same.query === body.query &&
      same.shared === body.shared
    )
      return unchanged(same);
    if (same !== undefined) throw nameTaken();
    if (items.length >= mostViews)
      throw new AppError("invalid", `There are ${mostViews} views already. Remove one that nobody uses.`);
    const view: SavedView = {
      id: newId("viw"),
      version: 1,
      ...body,
      mine: true,
      createdAt: now,
      updatedAt: now,
    };
    const { mine: _, ...row } = view;
    return {
      edits: [create(views, { ...row, createdBy: actor.id })],
      records: [{ subject: view.id, before: null, after: body }],
      answer: () => view,
    };
  },
});

const ownOf = (items: readonly SavedView[], wanted: string) =>
  items.find(({ mine, name }) => mine && name === wanted);

function nameTaken(path = "name"): AppError {
  return invalid([{ path, message: "is that of another view of yours; choose another one" }]);
}

/** A view is its maker's; one that is shared is also for admins to mend. */
async function viewToChange({ ask, actor }: CommandContext, id: string): Promise<SavedView> {
  const view = await ask(getView, { id });
  if (view.mine || permits(actor, "settings.write")) return view;
  throw new AppError(
    "forbidden",
    `“${view.name}” was saved by somebody else; its maker or an admin can change it.`,
  );
}

export const updateView = command({
  name: "view.update",
  summary: "Rename a saved view, or change where it leads and who sees it; needs the version you saw",
  requires: "view.write",
  input: z.object({ id: z.string().max(100), patch: ViewPatch }),
  answer: SavedView,
  async run(context, { id, patch: { version, ...patch } }) {
    const before = await viewToChange(context, id);
    requireVersion({ version, before, name: "The view" });
    const after = { ...before, ...omitUndefined(patch) };
    if (canonical(toldOf(after)) === canonical(toldOf(before))) return unchanged(before);
    const same = ownOf((await context.ask(listViews, {})).items, after.name);
    if (before.mine && same !== undefined && same.id !== id) throw nameTaken("patch.name");
    return {
      edits: [update(views, { key: { id }, version: before.version }, omitUndefined(patch))],
      records: [{ subject: id, before: toldOf(before), after: toldOf(after) }],
      answer: () => ({ ...after, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

function toldOf({ name, page, query, shared }: SavedView) {
  return { name, page, query, shared };
}

export const removeView = command({
  name: "view.remove",
  summary: "Remove a saved view: your own, or as an admin one that is shared",
  requires: "view.write",
  input: z.object({ id: z.string().max(100) }),
  answer: SavedView,
  async run(context, { id }) {
    const view = await viewToChange(context, id);
    return {
      edits: [remove(views, { id })],
      records: [{ subject: id, before: toldOf(view), after: null }],
      answer: () => view,
    };
  },
});
