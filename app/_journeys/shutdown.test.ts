import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { faultsOf } from "#scripts/torture/check.ts";
import { type Acknowledged, client, restDoors } from "#scripts/torture/clients.ts";
import { gone, makeKey, serverEnvironment, startServer } from "#scripts/torture/kill-server.ts";

test("a server told to stop answers what was begun, takes nothing new, and leaves one whole file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-stop-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "faultline.db");
  const environment = { ...serverEnvironment(`file:${file}`), TZ: "UTC" };
  const key = makeKey(environment);
  const { server, address } = await startServer(environment);
  onTestFinished(() => void server.kill("SIGKILL"));

  const acknowledged: Acknowledged[] = [];
  const doors = restDoors(address, key);
  const clients = Array.from({ length: 8 }, (_, i) =>
    client({ name: `c${i}`, doors, acknowledge: (some) => acknowledged.push(...some) }),
  );
  const underWay = async () => {
    while (acknowledged.length < 100) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  // A client ends by an error alone: before the stop it is one of this test.
  await Promise.race([underWay(), ...clients]);

  const slow = begun(address, key);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const told = performance.now();
  server.kill("SIGTERM");
  await Promise.allSettled(clients);
  const refused = () =>
    fetch(`${address}/api/health`).then(
      () => false,
      () => true,
    );
  await expect.poll(refused).toBe(true);
  expect(server.exitCode).toBeNull();
  slow.finish();
  expect(await slow.status).toBe(201);

  await gone(server);
  expect(server.exitCode).toBe(143);
  expect(performance.now() - told).toBeLessThan(10_000);
  expect(existsSync(`${file}-wal`)).toBe(false);
  expect(await faultsOf({ url: `file:${file}`, acknowledged })).toEqual([]);
});

/** A request whose body is still on its way. */
function begun(address: string, key: string) {
  const body = JSON.stringify({
    source: "torture",
    externalId: "slow",
    title: "Slow",
    startedAt: "2026-03-05T14:05:00Z",
    systems: [{ slug: "system-0" }, { slug: "system-1" }],
    regions: ["EU", "US"],
    factors: [{ factor: "late-detection" }],
    lostOrders: 0,
  });
  const sending = request(`${address}/api/v1/incidents?createSystems=true`, {
    method: "POST",
    agent: false,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sending.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sending.on("error", reject);
  });
  sending.write(body.slice(0, 20));
  return { status, finish: () => sending.end(body.slice(20)) };
}
