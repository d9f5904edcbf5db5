import { globSync, readFileSync } from "node:fs";
import { type Import, readSource, type Source } from "./read.ts";

/** Everything wrong with a tree of sources under the plan of the house, in words. */

export interface Plan {
  places: Places;
  /** A browser loads these alone, besides the places that say so. */
  browserPackages: string;
  /** Folders that know one another in one direction alone, types too, by the part of a path that matches. */
  nouns: RegExp;
}

export type Places = Readonly<Record<string, Place>>;

interface Place {
  is: RegExp;
  may: string;
  /** Known as types alone. */
  mayType?: string;
  /** What it may export again, of what it may know. */
  handsOn?: string;
  /** Tests and what they stand on: no product file may know one. */
  hidden?: true;
  /** May run in a browser; all other places are for servers. */
  browser?: true;
  /** Its files may be called over the network as they stand. */
  actions?: true;
  /** Why it may load what is computed, which no reader can follow. */
  computed?: string;
  /** What it keeps for all copies of a module. */
  global?: string;
}

export type House = ReadonlyMap<string, Source>;

const isSource = (path: string) => /\.[cm]?[jt]sx?$/.test(path);

/** Every source file below a folder, as it is on the disk: what is not in the plan shall be found too. */
export function readHouse(root = "."): Map<string, Source> {
  const files = globSync("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}", {
    cwd: root,
    exclude: (path) => /^(node_modules|\.next|dist|data|next-env\.d\.ts)(\/|$)/.test(path),
  });
  return new Map(files.map((file) => [file, readSource(file, readFileSync(`${root}/${file}`, "utf8"))]));
}

export function wrongIn(house: House, plan: Plan, roomOf: RoomOf = roomsOf(plan)): string[] {
  const sources = [...house.values()];
  return [
    ...sources.flatMap((source) => wrongImports(source, roomOf, house)),
    ...browserReach(house, roomOf, plan),
    ...circlesOfValues(house).map((circle) => `${circle.join(" → ")} need one another's values in a circle`),
    ...circlesOfNouns(sources, roomOf, plan).map(
      (circle) => `the nouns ${circle.join(" → ")} know one another in a circle`,
    ),
  ];
}

interface Room extends Place {
  name: string;
}
export type RoomOf = (path: string) => Room | undefined;

/** In which room of the plan a file stands. */
export function roomsOf({ places }: Plan): RoomOf {
  const rooms = Object.entries(places).map(([name, place]) => ({ name, ...place }));
  return remembered((path) => rooms.find(({ is }) => is.test(path)));
}

function remembered<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key) as T;
  };
}

function isOurs(path: string, house: House): boolean {
  return (
    house.has(path) || path.startsWith("..") || path.startsWith("/") || /^(app|db|lib|scripts)\//.test(path)
  );
}

function wrongImports(source: Source, roomOf: RoomOf, house: House): string[] {
  const { file, imports, obscure, side, isGlobal } = source;
  const room = roomOf(file);
  if (room === undefined) return [`${file} stands in no place of the plan`];
  const wrong = room.computed === undefined ? obscure.map((what) => `${file} ${what}`) : [];
  if (side === "client" && !room.browser) wrong.push(`${file} may not run in a browser`);
  if (side === "action" && !room.actions) wrong.push(`${file} may not be called over the network`);
  if (isGlobal && !room.global && !room.hidden) wrong.push(`${file} may not keep anything globally`);
  for (const one of imports) {
    const why = whyNot(one, room, { target: roomOf(one.to), house });
    if (why !== null) wrong.push(`${file} may not import ${one.to}: ${why}`);
  }
  return [...new Set(wrong)];
}

function whyNot(
  { to, type, again }: Import,
  room: Room,
  { target, house }: { target: Room | undefined; house: House },
): string | null {
  if (isOurs(to, house)) {
    if (isSource(to) && !house.has(to)) return "there is no such file";
    if (target === undefined) return "it stands in no place of the plan";
  }
  if (target === room) return null;
  const name = target?.name ?? to;
  if (!isAmong(room.may, name) && !(type && isAmong(room.mayType, name)))
    return `${room.name} may know ${type ? "no type of " : "nothing of "}${name}`;
  if (target?.hidden && !room.hidden) return "it is there for tests alone";
  if (again && !isAmong(room.handsOn, name)) return `${room.name} may hand on nothing of ${name}`;
  return null;
}

const wordsOf = remembered((text) => text.split(/\s+/).filter(Boolean));

/** A name among words; a package brings its subpaths along, and `…/*` or `…:*` means all that begin so. */
function isAmong(text: string | undefined, name: string): boolean {
  return wordsOf(text ?? "").some(
    (word) => name === word || name.startsWith(/[/:]\*$/.test(word) ? word.slice(0, -1) : `${word}/`),
  );
}

/** What a browser loads, followed from every file that says so. */
function browserReach(house: House, roomOf: RoomOf, { browserPackages }: Plan): string[] {
  const clients = [...house.values()].filter(({ file, side }) => side === "client" && !roomOf(file)?.hidden);
  const seen = new Set(clients.map(({ file }) => file));
  const wrong = new Set<string>();
  for (const at of seen) {
    for (const { to, type } of house.get(at)!.imports) {
      // An action is called over the network: what it imports stays on the server.
      if (type || house.get(to)?.side === "action") continue;
      const target = roomOf(to);
      if (target === undefined ? !isAmong(browserPackages, to) : !target.browser)
        wrong.add(`${at} runs in the browser, which may not load ${to}`);
      else if (house.has(to)) seen.add(to);
    }
  }
  return [...wrong];
}

function circlesOfValues(house: House): string[][] {
  const needs = new Map<string, Set<string>>();
  for (const { file, imports } of house.values())
    needs.set(file, new Set(imports.filter(({ to, type }) => !type && house.has(to)).map(({ to }) => to)));
  return circlesOf(needs);
}

/** Types count here: a noun that knows another's shapes knows it. */
function circlesOfNouns(sources: readonly Source[], roomOf: RoomOf, { nouns }: Plan): string[][] {
  const nounOf = (path: string) => nouns.exec(path)?.[0];
  const knows = new Map<string, Set<string>>();
  for (const { file, imports } of sources) {
    const noun = nounOf(file);
    if (noun === undefined || roomOf(file)?.hidden) continue;
    const known = knows.get(noun) ?? new Set();
    knows.set(noun, known);
    for (const { to } of imports) {
      const other = nounOf(to);
      if (other !== undefined && other !== noun) known.add(other);
    }
  }
  return circlesOf(knows);
}

/** One shortest circle for every knot, from the first name of it: knots are what Tarjan calls strong components. */
function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  return knotsOf(edges).map((knot) => {
    const start = knot.toSorted()[0]!;
    const before = new Map<string, string>();
    const queue = [start];
    for (const at of queue)
      for (const next of edges.get(at) ?? []) {
        if (!knot.includes(next) || before.has(next)) continue;
        before.set(next, at);
        queue.push(next);
      }
    const back = [start];
    for (let at = before.get(start)!; at !== start; at = before.get(at)!) back.push(at);
    return [start, ...back.toReversed()];
  });
}

function knotsOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const knots: string[][] = [];
  const visit = (at: string) => {
    order.set(at, order.size);
    lowest.set(at, order.get(at)!);
    stack.push(at);
    for (const next of edges.get(at) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(at, Math.min(lowest.get(at)!, lowest.get(next)!));
    }
    if (lowest.get(at) !== order.get(at)) return;
    const knot = stack.splice(stack.indexOf(at));
    if (knot.length > 1 || edges.get(at)?.has(at)) knots.push(knot);
  };
  for (const at of edges.keys()) if (!order.has(at)) visit(at);
  return knots;
}
