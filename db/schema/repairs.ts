import { kit } from "../dialect.ts";

const { table, id, instant } = kit;

/** Repairs of what is stored that were carried through: each once for a database. */
export const repairs = table("repairs", { name: id(), at: instant().notNull() });
