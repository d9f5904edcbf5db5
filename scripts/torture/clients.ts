import { declareIncident, declareIncidents, updateIncident } from "#lib/incidents/write.ts";
import type { Scope } from "#lib/scope.ts";

/** What clients do to a server that is about to be killed, and how they note what was acknowledged. */

export const source = "torture";
export const systemsEach = 2;
export const regionsEach = 2;
export const factorsEach = 1;
export const itemsInBatch = 20;

/** One acknowledged write: the record must be there, with at least these lost orders. */
export interface Acknowledged {
  name: string;
  lostOrders: number;
}

type Body = ReturnType<typeof bodyOf>;

/** The ways in: commands in one process, or REST. */
export interface Doors {
  declare(body: Body): Promise<{ number: number; version: number }>;
  update(number: number, patch: { version: number; lostOrders: number }): Promise<{ version: number }>;
  declareAll(items: Body[]): Promise<void>;
}

function bodyOf(name: string, i: number) {
  return {
    source,
    externalId: name,
    title: `Incident ${name}`,
    severity: 1 + (i % 5),
    startedAt: new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString(),
    lostOrders: 0,
    systems: [{ slug: `system-${i % 7}`, part: "origin" }, { slug: `system-${(i + 1) % 7}` }],
    regions: ["EU", "US"],
    factors: [{ factor: "late-detection" }],
  };
}

/** Writes until it fails, which is when the server is gone. */
export async function client(of: {
  name: string;
  doors: Doors;
  acknowledge: (all: Acknowledged[]) => void;
}): Promise<never> {
  const { name, doors, acknowledge } = of;
  for (let i = 0; ; i += 1) {
    const one = `${name}-${i}`;
    if (i % 10 === 9) {
      const items = Array.from({ length: itemsInBatch }, (_, k) => bodyOf(`${one}.${k}`, i + k));
      await doors.declareAll(items);
      acknowledge(items.map(({ externalId }) => ({ name: externalId, lostOrders: 0 })));
      continue;
    }
    const { number, version } = await doors.declare(bodyOf(one, i));
    acknowledge([{ name: one, lostOrders: 0 }]);
    if (i % 3 !== 0) continue;
    await doors.update(number, { version, lostOrders: 1 });
    acknowledge([{ name: one, lostOrders: 1 }]);
    await doors.update(number, { version: version + 1, lostOrders: 2 });
    acknowledge([{ name: one, lostOrders: 2 }]);
  }
}

export function commandDoors(scope: Scope): Doors {
  return {
    async declare(body) {
      return (await declareIncident(scope, { body, createSystems: true })).incident;
    },
    update: (number, patch) => updateIncident(scope, { key: String(number), patch }),
    async declareAll(items) {
      await declareIncidents(scope, { items, atomic: true, createSystems: true });
    },
  };
}

export function restDoors(url: string, key: string): Doors {
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as { number: number; version: number };
  };
  return {
    declare: (body) => send("POST", "/incidents?createSystems=true", body),
    update: (number, patch) => send("PATCH", `/incidents/${number}`, patch),
    async declareAll(items) {
      await send("POST", "/incidents/batch?atomic=true&createSystems=true", { items });
    },
  };
}
