import { DuckDBInstance } from "@duckdb/node-api";

/** Another reader of CSV, which shares nothing with the import. */
export interface FileReader {
  rows(path: string): Promise<number>;
  /** Rows per month of a start, in UTC, as a preview names months. `start` is an expression over the columns. */
  months(path: string, start: string): Promise<Record<string, number>>;
  close(): void;
}

export async function fileReader(): Promise<FileReader> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const table = (path: string) =>
    `read_csv('${path.replaceAll("'", "''")}', all_varchar = true, header = true)`;
  return {
    async rows(path) {
      return Number((await ask(`select count(*) from ${table(path)}`))[0]![0]);
    },
    async months(path, start) {
      const rows = await ask(
        `select strftime(cast(${start} as timestamptz), '%Y-%m') as month, count(*) from ${table(path)} group by 1 order by 1`,
      );
      return Object.fromEntries(rows.map(([month, count]) => [String(month), Number(count)]));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
