import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { engine } from "#db/dialect.ts";
import { health, startUp } from "./runtime.ts";

test.runIf(engine === "sqlite")(
  "a server whose database was away at its start goes on by itself once it is there",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "faultline-runtime-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const place = join(folder, "not-mounted-yet");
    writeFileSync(place, "");
    vi.stubEnv("BASE_URL", "");
    vi.stubEnv("DATABASE_URL", `file:${place}/own.db`);
    startUp();
    startUp();
    expect(await addressesNoted()).toBe("127.0.0.1");
    await expect(health()).rejects.toThrow();
    rmSync(place);
    mkdirSync(place);
    // Nobody asks for anything but its health, which opens the database and begins nothing.
    await vi.waitFor(async () => expect(await health()).toMatchObject({ figures: "ready" }), {
      timeout: 8000,
      interval: 100,
    });
  },
);

/** What a request tells of its sender: once, however often the server was begun. */
async function addressesNoted(): Promise<unknown> {
  const server = createServer((request, response) => response.end(request.headers["x-forwarded-for"]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
  const text = await answer.text();
  await new Promise((resolve) => server.close(resolve));
  return text;
}
