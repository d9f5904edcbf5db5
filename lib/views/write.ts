import { z } from "zod";
import { create, remove } from "#db/edit.ts";
import { views } from "#db/schema/settings.ts";
import { permits } from "#lib/actor.ts";
import { command } from "#lib/command.ts";
import { AppError, invalid } from "#lib/errors.ts";
import { getView, listViews } from "./read.ts";
import { SavedView, ViewBody } from "./schema.ts";

const mostViews = 500;

export const saveView = command({
  name: "view.save",
  summary: "Keep a page with its filter under a name, for yourself or for everybody",
  requires: "view.write",
  input: ViewBody,
  answer: SavedView,
  async run({ ask, actor, now, newId }, body) {
    const { items } = await ask(listViews, {});
    const same = items.find(({ mine, name }) => mine && name === body.name);
    if (
      same !== undefined &&
      same.page === body.page &&
      same.query === body.query &&
      same.shared === body.shared
    )
      return { edits: [], records: [], answer: () => same };
    if (same !== undefined)
      throw invalid([{ path: "name", message: "is that of another view of yours; choose another one" }]);
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

export const removeView = command({
  name: "view.remove",
  summary: "Remove a saved view: your own, or as an admin one that is shared",
  requires: "view.write",
  input: z.object({ id: z.string().max(100) }),
  answer: SavedView,
  async run({ ask, actor }, { id }) {
    const view = await ask(getView, { id });
    if (!view.mine && !permits(actor, "settings.write"))
      throw new AppError(
        "forbidden",
        `“${view.name}” was saved by somebody else; its maker or an admin can remove it.`,
      );
    const { name, page, query, shared } = view;
    return {
      edits: [remove(views, { id })],
      records: [{ subject: id, before: { name, page, query, shared }, after: null }],
      answer: () => view,
    };
  },
});
