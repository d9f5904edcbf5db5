import { getView, listViews } from "#lib/views/read.ts";
import { ViewBody, ViewPatch } from "#lib/views/schema.ts";
import { removeView, saveView, updateView } from "#lib/views/write.ts";
import { endpoint } from "../endpoint.ts";
import { bodyOnly, found, listed, named, patched } from "./kit.ts";

export const viewsContract = {
  listViews: listed("/views", listViews),
  saveView: endpoint({
    method: "POST",
    path: "/views",
    operation: saveView,
    body: ViewBody,
    input: bodyOnly,
    reply: (view) => ({ status: 201, body: view, headers: { location: `/api/v1/views/${view.id}` } }),
  }),
  getView: found("/views/{id}", getView),
  updateView: patched("/views/{id}", updateView, ViewPatch),
  removeView: endpoint({ method: "DELETE", path: "/views/{id}", operation: removeView, input: named }),
};
