import { getView, listViews } from "#lib/views/read.ts";
import { ViewBody, ViewPatch } from "#lib/views/schema.ts";
import { removeView, saveView, updateView } from "#lib/views/write.ts";
import { act, getEndpoint, listEndpoint, made, patched } from "./kit.ts";

export const viewsContract = {
  listViews: listEndpoint("/views", listViews),
  saveView: made("/views", saveView, { body: ViewBody, at: ({ id }) => `/views/${id}` }),
  getView: getEndpoint("/views/{id}", getView),
  updateView: patched("/views/{id}", updateView, ViewPatch),
  removeView: act("DELETE", "/views/{id}", removeView),
};
