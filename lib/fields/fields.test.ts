import { describe, expect, expectTypeOf, test } from "vitest";
import { changeFields } from "#db/fields/changes.ts";
import { blankOf } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import type { incidents } from "#db/schema/incidents.ts";
import type { ChangePatch } from "#lib/changes/schema.ts";
import { Incident, type IncidentBody } from "#lib/incidents/schema.ts";

describe("what is made of fields", () => {
  test("has each field's own type in table, body and answer", () => {
    type Row = typeof incidents.$inferSelect;
    expectTypeOf<Row["severity"]>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | null>();
    expectTypeOf<Row["title"]>().toEqualTypeOf<string>();
    expectTypeOf<Row["lostOrders"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Row["customFields"]>().toEqualTypeOf<Record<string, string> | null>();
    expectTypeOf<Incident["trigger"]>().toEqualTypeOf<Row["trigger"]>();
    expectTypeOf<Incident["source"]>().toEqualTypeOf<string | null>();
    expectTypeOf<IncidentBody["source"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<IncidentBody["startedAt"]>().toEqualTypeOf<Date>();
    expectTypeOf<IncidentBody["mitigatedAt"]>().toEqualTypeOf<Date | null | undefined>();
    expectTypeOf<ChangePatch>().not.toHaveProperty("auditedAt");
  });

  test("says what the field means, on the outermost shape", () => {
    for (const [name, field] of Object.entries(incidentFields))
      expect(Incident.shape[name as keyof typeof incidentFields].meta()).toMatchObject({
        title: field.label,
        description: field.means,
      });
  });

  test("leaves nothing but null and the words for unknown in a blank record", () => {
    const blank = blankOf(incidentFields);
    expect(blank).toMatchObject({
      kind: "incident",
      trigger: "unknown",
      aiEvidence: "none",
      lostOrders: null,
    });
    expect(blank).not.toHaveProperty("title");
    expect(blankOf(changeFields)).toMatchObject({ kind: null, aiAssistance: "unknown", documented: null });
  });
});
