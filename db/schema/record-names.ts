import { kit } from "../dialect.ts";
import { namedRecords } from "../values.ts";

const { table, text, integer, flag, oneOf, index, primaryKey } = kit;

/**
 * What sources call their records, the record's own external id among it, so that one name is one record. A number is
 * a name of less weight, and apart from the others: what a source numbers 118 need not be what it calls 118.
 */
export const recordNames = table(
  "record_names",
  {
    target: oneOf(namedRecords).notNull(),
    source: text().notNull(),
    name: text().notNull(),
    isNumber: flag().notNull(),
    /** The record's number here. */
    record: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: "record_names_pk", columns: [t.target, t.name, t.source, t.isNumber] }),
    index("record_names_record").on(t.target, t.record),
  ],
);
