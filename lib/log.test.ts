import pino from "pino";
import { expect, test } from "vitest";
import { withoutValues } from "./log.ts";

test("a failed statement is logged without the values it was given", () => {
  const failed = Object.assign(
    new Error('Failed query: select "id" from "sessions" where "token" = ?\nparams: s3cret,\nmore of it', {
      cause: new Error("disk I/O error"),
    }),
    { params: ["s3cret"] },
  );
  const told = JSON.stringify(withoutValues(pino.stdSerializers.err(failed)));
  expect(told).not.toMatch(/s3cret|more of it/);
  expect(told).toContain('from \\"sessions\\"');
  expect(told).toContain("disk I/O error");
});
