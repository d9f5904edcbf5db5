import { describe, expect, test } from "vitest";
import { toolFiles } from "#lib/integrations/testing-files.ts";
import { columnsOf } from "../file/cells.ts";
import { importText } from "../testing.ts";
import { flattened, textOf } from "./testing-flattened.ts";

describe.each(toolFiles.map((file, index) => ({ ...file, index })))(
  "a file of $profile ($index)",
  ({ profile, content, asks, answers, rows, unused }) => {
    const importing = () => importText(textOf(content), { answers: { createSystems: true, ...answers } });

    test("is known, asks at most five questions, and tells of every column", async () => {
      const { inspection } = await importing();
      expect(inspection.profile?.name).toBe(profile);
      expect(inspection.questions.map(({ id }) => id).sort()).toEqual([...asks].sort());
      expect(inspection.questions.length).toBeLessThanOrEqual(5);
      expect(inspection.unused.map(({ column }) => column).sort()).toEqual([...unused].sort());
      const { fields, customFields } = inspection.mapping;
      const told = new Set([...Object.values(fields).flatMap(columnsOf), ...customFields, ...unused]);
      expect(inspection.columns.flatMap(({ column, path }) => (path === null ? [column] : []))).toEqual(
        inspection.columns.flatMap(({ column }) => (told.has(column) ? [column] : [])),
      );
    });

    test("is read to the letter, row by row", async () => {
      const planned = await importing();
      expect(planned.rows).toHaveLength(rows.length);
      planned.rows.forEach((row, index) => {
        const expected = rows[index]!;
        if (typeof expected === "string") expect(row).toMatchObject({ action: "skip", reason: expected });
        else expect(row).toMatchObject({ action: "create", body: expected });
      });
      expect(planned.plan).toMatchObject({
        create: rows.filter((row) => typeof row !== "string").length,
        skipped: rows.filter((row) => typeof row === "string").length,
        refused: 0,
        remarks: 0,
      });
    });

    test.skipIf(typeof content === "string")(
      "says the same as JSON and as the table that it means",
      async () => {
        const table = await importText(flattened(content as object), {
          answers: { createSystems: true, ...answers },
        });
        const { rows: read, inspection } = await importing();
        expect(inspection.format).toBe("json");
        const becomes = ({ line: _, ...row }: (typeof read)[number]) => row;
        expect(read.map(becomes)).toEqual(table.rows.map(becomes));
      },
    );
  },
);
