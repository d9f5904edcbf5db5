import { expect, inject, test } from "vitest";
import { engine } from "./dialect.ts";
import { administer } from "./testing-global.ts";
import { takeDatabase } from "./testing-pool.ts";

test.runIf(engine === "postgres")(
  "a database that a test had is as new for the next, and one whose tables changed is none's any more",
  async () => {
    const take = () => takeDatabase(inject("template"));
    const stored = (url: string) =>
      administer(
        url,
        "select (select json_agg(s) from state s) as state, (select count(*) from incident_regions)",
      );
    const first = await take();
    const before = await stored(first.url);
    await administer(
      first.url,
      `set session_replication_role = replica; update state set revision = 7;
       insert into incident_regions (incident_number, region) values (1, 'eu')`,
    );
    expect(await stored(first.url)).not.toEqual(before);
    await first.drop();

    const second = await take();
    expect(second.url).toBe(first.url);
    expect(await stored(second.url)).toEqual(before);
    await administer(second.url, "alter table state add column odd integer");
    await second.drop();

    const third = await take();
    expect(third.url).not.toBe(second.url);
    expect(await stored(third.url)).toEqual(before);
    await third.drop();
  },
);
