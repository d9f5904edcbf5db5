/** A file in the shape that a tool writes, what it leaves open, and what its rows are. */
export type ToolFile = {
  profile: string;
  /** The text of a CSV, or what a JSON document holds. */
  content: string | object;
  /** What is asked, by id, and what is answered beyond the proposals. */
  asks: string[];
  answers?: object;
  /** Each row by what becomes of it: members of the record, or why it is left out. */
  rows: (Record<string, unknown> | string)[];
  /** Columns that are not stored. */
  unused: string[];
};

export const at = (text: string) => new Date(text);

/** Lines of cells that are parted as they are. */
export const lines = (...all: string[]) => `${all.join("\r\n")}\r\n`;
