import Sqlite from "better-sqlite3";
import pg from "pg";

/** The stored tables as any other program sees them: what is checked here must not pass through what is checked. */
export interface Stored {
  rows(query: string): Promise<unknown[][]>;
  close(): Promise<void>;
}

export async function openStored(url: string): Promise<Stored> {
  return url.startsWith("file:") ? sqliteStored(url.slice("file:".length)) : postgresStored(url);
}

function sqliteStored(file: string): Stored {
  const open = new Sqlite(file);
  return {
    async rows(query) {
      const statement = open.prepare(query);
      if (statement.reader) return statement.raw().all() as unknown[][];
      statement.run();
      return [];
    },
    async close() {
      open.close();
    },
  };
}

async function postgresStored(url: string): Promise<Stored> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async rows(query) {
      const { rows } = await client.query<unknown[]>({ text: query, rowMode: "array" });
      return rows.map((row) => row.map((value) => (/^\d+$/.test(String(value)) ? Number(value) : value)));
    },
    close: () => client.end(),
  };
}
