import { kit } from "../dialect.ts";
import { columnsOf } from "../fields/columns.ts";
import { labelCheckFields } from "../fields/label-checks.ts";
import type { AiAssistance, LabelStratumName } from "../values.ts";
import { changes } from "./changes.ts";

const { table, id, text, integer, instant, json, unique } = kit;

/** A random sample of changes for people to check, as it was drawn: nothing that is recorded later moves it. */
export const labelAudits = table("label_audits", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  createdBy: text(),
  periodFrom: instant().notNull(),
  periodTo: instant().notNull(),
  zone: text().notNull(),
  /** The words of the filter that said which changes, as they are read. */
  terms: json<Record<string, (string | number | null)[]>>().notNull(),
  /** The same sample is drawn again from the same changes with it. */
  seed: integer().notNull(),
  /** How many changes there were of each kind, drawn or not. */
  population: json<Record<string, number>>().notNull(),
  /** In random order, with the label that was on record. */
  drawn: json<{ change: number; stratum: LabelStratumName; recorded: AiAssistance }[]>().notNull(),
  deletedAt: instant(),
});

/** One person's answer for one change of it. */
export const labelChecks = table(
  "label_checks",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    auditId: text()
      .notNull()
      .references(() => labelAudits.id),
    changeNumber: integer()
      .notNull()
      .references(() => changes.number),
    checkerId: text().notNull(),
    checker: text().notNull(),
    ...columnsOf(labelCheckFields),
  },
  (t) => [unique("label_checks_checker").on(t.auditId, t.changeNumber, t.checkerId)],
);
