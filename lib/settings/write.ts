import { create, update } from "#db/edit.ts";
import { settings } from "#db/schema/settings.ts";
import { command } from "#lib/command.ts";
import { conflict } from "#lib/errors.ts";
import { getSettings } from "./read.ts";
import { Settings, SettingsPatch } from "./schema.ts";

const rowId = "settings";

export const updateSettings = command({
  name: "settings.update",
  summary: "Change the organisation's settings",
  requires: "settings.write",
  input: SettingsPatch,
  answer: Settings,
  async run({ ask }, { version, ...patch }) {
    const before = await ask(getSettings, undefined);
    if (before.version !== version) throw conflict("The settings", before);
    const { version: _, ...stored } = { ...before, ...patch };
    const edit =
      version === 0
        ? create(settings, { id: rowId, ...stored })
        : update(settings, { key: { id: rowId }, version }, stored);
    return {
      edits: [edit],
      records: [{ subject: rowId, before, after: { ...stored, version: version + 1 } }],
      answer: () => ({ ...stored, version: version + 1 }),
    };
  },
});
