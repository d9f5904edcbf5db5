import { changeFields } from "#db/fields/changes.ts";
import { momentsOf } from "#db/fields/field.ts";
import { changeEditor, changeTakenBack } from "#lib/changes/editor.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { type ChangeBody, ChangePatch, OwnBody } from "#lib/changes/schema.ts";
import { changesTarget } from "../targets/changes.ts";
import { changeNumbersOf, changesOfRows } from "./identified.ts";
import { numberedRecords } from "./numbered.ts";
import { bodyReader } from "./records.ts";

export const changeRecords = numberedRecords({
  target: "change",
  imports: changesTarget,
  numbersOf: changeNumbersOf,
  rowsOf: changesOfRows,
  byNumber: changesByNumber,
  editor: changeEditor,
  takenBack: changeTakenBack,
  bodyOf: bodyReader(OwnBody),
  following: momentsOf(changeFields).map(([, precision]) => precision),
  patchOf: (before) => ChangePatch.parse(before) as Partial<ChangeBody>,
  // An incident that names it would lose its cause.
  needed: async (_, records) =>
    new Set(records.filter((change) => change.incidents.length > 0).map(({ number }) => number)),
});
