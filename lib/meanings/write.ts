import { z } from "zod";
import { create, type Edit, remove, update } from "#db/edit.ts";
import { wordMeanings } from "#db/schema/meanings.ts";
import { type CommandContext, command, type RecordChange } from "#lib/command.ts";
import { requireUnchanged } from "#lib/versions.ts";
import { allMeanings, getMeaning } from "./read.ts";
import { foldWord } from "./rules.ts";
import { WordMeaning, WordMeaningBody } from "./schema.ts";

interface Kept {
  edits: Edit[];
  records: RecordChange[];
  /** As they stand then, in the order of the bodies. */
  meanings: WordMeaning[];
  /** Those of them that are new, or mean something else. */
  changed: WordMeaning[];
}

/** What is said of words, as edits: the last of several sayings of one word stands. */
export async function keepMeanings(
  { ask, actor, now, newId }: CommandContext,
  bodies: readonly WordMeaningBody[],
): Promise<Kept> {
  const stored = await ask(allMeanings, {});
  const nameOf = (one: Pick<WordMeaningBody, "source" | "field" | "word">) =>
    JSON.stringify([one.source, one.field, foldWord(one.word)]);
  const known = new Map(stored.map((one) => [nameOf(one), one]));
  const last = new Map(bodies.map((body) => [nameOf(body), body]));
  const kept: Kept = { edits: [], records: [], meanings: [], changed: [] };
  const note = (after: WordMeaning) => {
    kept.meanings.push(after);
    kept.changed.push(after);
  };
  for (const [name, { source, field, word, meaning, version }] of last) {
    const before = known.get(name);
    const stamp = { setBy: actor.name, updatedAt: now };
    const text = meaning === null ? null : String(meaning);
    if (before === undefined) {
      const said = { id: newId("mea"), source, field, word: foldWord(word), ...stamp };
      const after = { ...said, meaning, version: 1, createdAt: now };
      kept.edits.push(create(wordMeanings, { ...said, meaning: text }));
      kept.records.push({
        subject: said.id,
        before: null,
        after: { source, field, word: said.word, meaning },
      });
      note(after);
      continue;
    }
    requireUnchanged({ version, before, name: `“${before.word}”` });
    if (before.meaning === meaning) {
      kept.meanings.push(before);
      continue;
    }
    const target = { key: { id: before.id }, version: before.version };
    kept.edits.push(update(wordMeanings, target, { meaning: text, setBy: actor.name }));
    kept.records.push({ subject: before.id, before: { meaning: before.meaning }, after: { meaning } });
    note({ ...before, ...stamp, meaning, version: before.version + 1 });
  }
  return kept;
}

export const setMeaning = command({
  name: "meaning.set",
  summary: "Say what a word of a source means",
  requires: "settings.write",
  input: WordMeaningBody,
  answer: WordMeaning,
  async run(context, body) {
    const { edits, records, meanings } = await keepMeanings(context, [body]);
    return { edits, records, answer: () => meanings[0]!, again: body.version === undefined };
  },
});

export const removeMeaning = command({
  name: "meaning.remove",
  summary: "Forget what a word means: it is open again. Records keep what it gave them",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: WordMeaning,
  async run(context, { id }) {
    const before = await context.ask(getMeaning, { id });
    return {
      edits: [remove(wordMeanings, { id })],
      records: [{ subject: id, before, after: null }],
      answer: () => before,
      again: true,
    };
  },
});
