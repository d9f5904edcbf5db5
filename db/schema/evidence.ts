import { kit } from "../dialect.ts";
import { aiAssistances, aiEvidences, decisions } from "../values.ts";
import { changes } from "./changes.ts";

const { table, id, text, integer, instant, json, oneOf, index, primaryKey } = kit;

/**
 * What was ever said of AI in a change, by whom and how: only added to. Once one piece is here, so is all that was
 * said of that change; a change without any has said it in its own fields alone.
 */
export const changeEvidence = table(
  "change_evidence",
  {
    /** Made of the change and of what is said, so that the same is kept once. */
    id: id(),
    changeNumber: integer()
      .notNull()
      .references(() => changes.number),
    channel: oneOf(aiEvidences).notNull(),
    /** Somebody's own decision, which stands above all evidence; null for evidence. */
    decision: oneOf(decisions),
    source: text().notNull(),
    /** What it speaks of, where a change has several of a kind: `pull request 12`. */
    about: text(),
    assistance: oneOf(aiAssistances).notNull(),
    tool: text(),
    model: text(),
    said: text(),
    saidBy: text(),
    at: instant().notNull(),
    heardAt: instant().notNull(),
    commits: json<{ ai: number | null; none: number | null; of: number | null }>(),
    lines: json<{ ai: number | null; human: number | null; of: number | null }>(),
  },
  (t) => [index("change_evidence_change").on(t.changeNumber)],
);

/** Which commits went out with which change; a commit may go out with several. */
export const changeCommits = table(
  "change_commits",
  {
    repository: text().notNull(),
    sha: text().notNull(),
    changeNumber: integer()
      .notNull()
      .references(() => changes.number),
  },
  (t) => [
    primaryKey({ name: "change_commits_pk", columns: [t.repository, t.sha, t.changeNumber] }),
    index("change_commits_change").on(t.changeNumber),
  ],
);
