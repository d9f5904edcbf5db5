import { describe, expect, test } from "vitest";
import { actionFields } from "#db/fields/actions.ts";
import { changeFields } from "#db/fields/changes.ts";
import { type Fields, inPlace, places } from "#db/fields/field.ts";
import { incidentFields } from "#db/fields/incidents.ts";
import { interventionFields } from "#db/fields/interventions.ts";
import { labelCheckFields } from "#db/fields/label-checks.ts";
import { postmortemFields, timelineFields } from "#db/fields/postmortems.ts";
import { systemFields } from "#db/fields/systems.ts";
import { changes } from "#db/schema/changes.ts";
import { incidents } from "#db/schema/incidents.ts";
import { interventions } from "#db/schema/interventions.ts";
import { labelChecks } from "#db/schema/label-audits.ts";
import { actionItems, postmortems, timelineEntries } from "#db/schema/postmortems.ts";
import { systems } from "#db/schema/systems.ts";
import { Action, ActionBody } from "#lib/actions/schema.ts";
import { actionWords } from "#lib/analytics/actions.ts";
import { changeWords } from "#lib/analytics/changes.ts";
import { ChangeFacts } from "#lib/analytics/facts/changes.ts";
import { IncidentFacts } from "#lib/analytics/facts/incidents.ts";
import { filterFields } from "#lib/analytics/filter.ts";
import { systemWords } from "#lib/analytics/system-records.ts";
import { Change, ChangeBody } from "#lib/changes/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { Incident, IncidentBody } from "#lib/incidents/schema.ts";
import { Intervention, InterventionBody } from "#lib/interventions/schema.ts";
import { LabelCheck, LabelCheckBody } from "#lib/label-audits/schema.ts";
import { Postmortem, PostmortemDraft } from "#lib/postmortems/schema.ts";
import { System, SystemBody } from "#lib/systems/schema.ts";
import { TimelineBody, TimelineEntry } from "#lib/timeline/schema.ts";

/** Where each noun's fields are looked for, and what its table holds besides them. */
interface Noun {
  fields: Fields;
  columns: object;
  answer: { shape: object };
  body: { shape: object };
  target?: { fields: readonly { name: string }[] };
  facts?: object;
  filter?: object;
  /** Columns that are no fields: what every record has, and references to other records. */
  others: readonly string[];
}

const stamps = ["id", "version", "createdAt", "updatedAt"];
const numbered = [...stamps, "number", "revision"];

const nouns: Record<string, Noun> = {
  incidents: {
    fields: incidentFields,
    columns: incidents,
    answer: Incident,
    body: IncidentBody,
    target: targets.incidents,
    facts: new IncidentFacts(),
    filter: filterFields,
    others: [...numbered, "createdBy", "deletedAt", "duplicateOf"],
  },
  changes: {
    fields: changeFields,
    columns: changes,
    answer: Change,
    body: ChangeBody,
    target: targets.changes,
    facts: new ChangeFacts(),
    filter: { ...filterFields, ...changeWords },
    others: [...numbered, "createdBy", "deletedAt", "systemNumber"],
  },
  systems: {
    fields: systemFields,
    columns: systems,
    answer: System,
    body: SystemBody,
    target: targets.systems,
    filter: { ...filterFields, ...systemWords },
    others: [...numbered, "slug"],
  },
  actions: {
    fields: actionFields,
    columns: actionItems,
    answer: Action,
    body: ActionBody,
    target: targets.actions,
    filter: actionWords,
    others: [...stamps, "createdBy", "incidentNumber"],
  },
  postmortems: {
    fields: postmortemFields,
    columns: postmortems,
    answer: Postmortem,
    body: PostmortemDraft,
    others: [...stamps, "incidentNumber", "state", "publishedAt", "fiveWhys", "reviewers"],
  },
  timeline: {
    fields: timelineFields,
    columns: timelineEntries,
    answer: TimelineEntry,
    body: TimelineBody,
    others: [...stamps, "incidentNumber"],
  },
  interventions: {
    fields: interventionFields,
    columns: interventions,
    answer: Intervention,
    body: InterventionBody,
    others: [...stamps, "scope", "deletedAt"],
  },
  labelChecks: {
    fields: labelCheckFields,
    columns: labelChecks,
    answer: LabelCheck,
    body: LabelCheckBody,
    others: [...stamps, "auditId", "changeNumber", "checkerId", "checker"],
  },
};

/** drizzle keeps what is not a column under names of its own. */
const columnNames = (table: object) =>
  Object.keys(table).filter((name) => name !== "_" && name !== "$inferSelect" && name !== "enableRLS");
const words = (fields: Fields) => inPlace(fields, "filter").map((name) => fields[name]!.filter ?? name);

describe.each(Object.entries(nouns))("the fields of %s", (_, noun) => {
  const { fields, others } = noun;

  test("are all that the table holds, besides what every record has", () => {
    expect(columnNames(noun.columns).sort()).toEqual([...Object.keys(fields), ...others].sort());
  });

  test("are all in the answer", () => {
    expect(Object.keys(noun.answer.shape)).toEqual(expect.arrayContaining(Object.keys(fields)));
  });

  test("are in the body, or say why not", () => {
    const given = Object.keys(noun.body.shape).filter((name) => name in fields);
    expect(given.sort()).toEqual(inPlace(fields, "body").sort());
  });

  test("are in imports, or say why not", () => {
    const taken = (noun.target?.fields ?? []).map(({ name }) => name).filter((name) => name in fields);
    expect(taken.sort()).toEqual(inPlace(fields, "import").sort());
  });

  test.runIf(noun.facts !== undefined)("are in memory, or say why not", () => {
    const kept = Object.keys(noun.facts!).filter((name) => name in fields);
    expect(kept.sort()).toEqual(inPlace(fields, "facts").sort());
  });

  test("can be asked for in a filter, or say why not", () => {
    expect(Object.keys(noun.filter ?? {})).toEqual(expect.arrayContaining(words(fields)));
  });

  test("give a reason for each place that does without them", () => {
    for (const field of Object.values(fields))
      for (const [place, reason] of Object.entries(field.notIn ?? {})) {
        expect(places).toContain(place);
        expect(reason.split(" ").length, `${field.label}: ${reason}`).toBeGreaterThan(2);
      }
  });

  test("are called and told something of their own", () => {
    const means = Object.values(fields).map((field) => field.means);
    expect(new Set(means).size).toBe(means.length);
    for (const field of Object.values(fields)) expect(field.means).toMatch(/^[A-Z].*\.$/);
  });
});

test("words of the filter that changes share with incidents are the same fields of both", () => {
  const ofIncidents = new Map(
    inPlace(incidentFields, "filter").map((name) => [(incidentFields as Fields)[name]!.filter ?? name, name]),
  );
  for (const name of inPlace(changeFields, "filter")) {
    const shared = ofIncidents.get((changeFields as Fields)[name]!.filter ?? name);
    if (shared !== undefined) expect(name).toBe(shared);
  }
});
