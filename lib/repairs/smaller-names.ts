import { eq, inArray } from "drizzle-orm";
import { beyondPlain } from "#db/dialect.ts";
import { update } from "#db/edit.ts";
import { changeVolumes } from "#db/schema/changes.ts";
import { hookFacts } from "#db/schema/hooks.ts";
import { type InterventionScope, interventions } from "#db/schema/interventions.ts";
import { systems } from "#db/schema/systems.ts";
import { volumeId } from "#lib/changes/rules.ts";
import { oneName } from "#lib/names.ts";
import { emptySlice, type Repair } from "./repair.ts";

/** Who counted a day's total. Totals that would become two of one day and one source stay as they are. */
export const volumeSources: Repair = {
  name: "volume-sources",
  async slice({ read }) {
    const slice = emptySlice();
    const rows = await read
      .select({ volume: changeVolumes, slug: systems.slug })
      .from(changeVolumes)
      .leftJoin(systems, eq(systems.number, changeVolumes.systemNumber))
      .where(beyondPlain(changeVolumes.source));
    const fresh = rows.map(({ volume, slug }) => {
      const source = oneName(volume.source);
      return { volume, source, id: volumeId({ ...volume, system: slug, source }) };
    });
    const taken = new Set<string>();
    for (let i = 0; i < fresh.length; i += 500) {
      const ids = fresh.slice(i, i + 500).map(({ id }) => id);
      const held = await read
        .select({ id: changeVolumes.id })
        .from(changeVolumes)
        .where(inArray(changeVolumes.id, ids));
      for (const { id } of held) taken.add(id);
    }
    for (const { volume, source, id } of fresh) {
      if (source === volume.source || source === "") continue;
      if (taken.has(id)) {
        slice.left.push(`The total of ${volume.day} by “${volume.source}” is there twice: both stay.`);
        continue;
      }
      taken.add(id);
      const { version } = volume;
      slice.edits.push(update(changeVolumes, { key: { id: volume.id }, version }, { id, source }));
      slice.records.push({
        subject: id,
        before: { source: volume.source },
        after: { source },
        action: "change-volume.mend",
      });
    }
    return slice;
  },
};

/** The organisations and systems that an intervention reaches, as those are named now. */
export const interventionScopes: Repair = {
  name: "intervention-scopes",
  async slice({ read }) {
    const slice = emptySlice();
    const { id, version, scope } = interventions;
    for (const row of await read.select({ id, version, scope }).from(interventions)) {
      const after = scopeInOneForm(row.scope);
      if (JSON.stringify(after) === JSON.stringify(row.scope)) continue;
      slice.edits.push(
        update(interventions, { key: { id: row.id }, version: row.version }, { scope: after }),
      );
      slice.records.push({
        subject: row.id,
        before: { scope: row.scope },
        after: { scope: after },
        action: "intervention.mend",
      });
    }
    return slice;
  },
};

function scopeInOneForm(scope: InterventionScope): InterventionScope {
  const distinct = (names: readonly string[]) => [...new Set(names.map(oneName))];
  if (scope.to === "org") return { ...scope, orgs: distinct(scope.orgs) };
  return scope.to === "systems" ? { ...scope, systems: distinct(scope.systems) } : scope;
}

/** What a sender's facts are about: the next message about it must find them. */
export const hookSubjects: Repair = {
  name: "hook-subjects",
  async slice({ read }) {
    const slice = emptySlice();
    const { sender, subject } = hookFacts;
    const rows = await read.selectDistinct({ sender, subject }).from(hookFacts).where(beyondPlain(subject));
    for (const row of rows) {
      const fresh = oneName(row.subject);
      if (fresh === row.subject || fresh === "") continue;
      const held = await read.select({ subject }).from(hookFacts).where(eq(subject, fresh)).limit(1);
      if (held.length > 0 || rows.some((other) => other !== row && oneName(other.subject) === fresh)) {
        slice.left.push(`What ${row.sender} told of “${fresh}” is there twice: both stay.`);
        continue;
      }
      slice.edits.push(update(hookFacts, { key: { ...row }, version: null }, { subject: fresh }));
    }
    return slice;
  },
};
