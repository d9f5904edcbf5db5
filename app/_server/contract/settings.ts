import { getSettings } from "#lib/settings/read.ts";
import { SettingsPatch } from "#lib/settings/schema.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { endpoint } from "../endpoint.ts";
import { nothing, patchOf } from "./kit.ts";

export const settingsContract = {
  getSettings: endpoint({ method: "GET", path: "/settings", operation: getSettings, input: nothing }),
  updateSettings: endpoint({
    method: "PATCH",
    path: "/settings",
    operation: updateSettings,
    body: SettingsPatch,
    input: patchOf,
  }),
};
