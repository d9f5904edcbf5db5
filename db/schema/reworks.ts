import { kit } from "../dialect.ts";
import { reworkKinds } from "../values.ts";
import { changes } from "./changes.ts";

const { table, text, integer, oneOf, index, primaryKey } = kit;

/** Which commits a change says, or is seen, to take back or mend. */
export const changeReworks = table(
  "change_reworks",
  {
    changeNumber: integer()
      .notNull()
      .references(() => changes.number),
    kind: oneOf(reworkKinds).notNull(),
    repository: text().notNull(),
    /** Whole or abbreviated, as it was said. */
    sha: text().notNull(),
    said: text(),
    /** How many of the lines that it changed were that commit's, where they were blamed. */
    lines: integer(),
  },
  (t) => [
    primaryKey({ name: "change_reworks_pk", columns: [t.changeNumber, t.kind, t.repository, t.sha] }),
    index("change_reworks_sha").on(t.repository, t.sha),
  ],
);
