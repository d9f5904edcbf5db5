import type { Container, Item } from "./walk.ts";
import { walkJson } from "./walk.ts";

/** Where in a JSON document its rows are. */

export type RowsAt =
  /** Each object of a list. */
  | { kind: "list"; path: string[] }
  /** An object whose members are the rows, by their keys: `{"INC-1": {…}, "INC-2": {…}}`. */
  | { kind: "members"; path: string[] }
  /** Objects one after the other, or one alone. */
  | { kind: "texts" };

export type Shape = { at: RowsAt; rows: number; ownLines: boolean };

type Candidate = { path: string[]; objects: number; lastLine: number; ownLines: boolean };

type Frame = Candidate & {
  others: number;
  /** Members that share most keys with the first. */
  alike: number;
  firstKeys: Set<string> | null;
  keys: Set<string>;
  scalars: number;
  withScalars: number;
  longest: number;
};

const mostKeys = 200;

export function findShape() {
  let bestList: Candidate | null = null;
  let bestMembers: Frame | null = null;
  const outermost = candidate([]);
  const frames: (Frame | Candidate)[] = [];

  function count(one: Candidate, line: number): void {
    one.objects++;
    if (line === one.lastLine) one.ownLines = false;
    one.lastLine = line;
  }

  const walker = walkJson({
    open({ kind, path }) {
      frames.push(kind === "list" ? candidate(path) : frame(path));
    },
    item(within, item) {
      if (within === null) {
        if (item.kind === "object") count(outermost, item.line);
        return;
      }
      const current = frames.at(-1) as Frame;
      if (item.kind === "object") count(current, item.line);
      else if (within.kind === "object") current.others++;
      if (within.kind === "object") note(current, item);
    },
    close(container) {
      const closed = frames.pop() as Frame;
      const parent = frames.at(-1) as Frame | undefined;
      if (container.kind === "list") {
        if (closed.objects > 0 && closed.objects > (bestList?.objects ?? 0)) bestList = closed;
        if (parent !== undefined) parent.longest = Math.max(parent.longest, closed.objects);
        return;
      }
      if (isTable(closed) && closed.objects > (bestMembers?.objects ?? 0)) bestMembers = closed;
      if (parent !== undefined) compare(parent, closed);
    },
  });

  function result(): Shape {
    const lists = bestList as Candidate | null;
    const members = bestMembers as Frame | null;
    if (outermost.objects > 1) return shape({ kind: "texts" }, outermost);
    if (members !== null && (lists === null || members.objects * 5 >= lists.objects))
      return shape({ kind: "members", path: members.path }, members);
    if (lists !== null) return shape({ kind: "list", path: lists.path }, lists);
    return shape({ kind: "texts" }, outermost);
  }

  return { feed: walker.feed, finish: walker.finish, result };
}

function shape(at: RowsAt, { objects, ownLines }: Candidate): Shape {
  return { at, rows: objects, ownLines };
}

function candidate(path: string[]): Candidate {
  return { path, objects: 0, lastLine: 0, ownLines: true };
}

function frame(path: string[]): Frame {
  return {
    ...candidate(path),
    others: 0,
    alike: 0,
    firstKeys: null,
    keys: new Set(),
    scalars: 0,
    withScalars: 0,
    longest: 0,
  };
}

function note(frame: Frame, { key, kind }: Item): void {
  if (frame.keys.size < mostKeys) frame.keys.add(key ?? "");
  if (kind === "scalar") frame.scalars++;
}

/** A member that was an object, against the first of them. */
function compare(parent: Frame, { keys, scalars, longest }: Frame): void {
  parent.longest = Math.max(parent.longest, longest);
  if (scalars > 0) parent.withScalars++;
  if (parent.firstKeys === null) {
    parent.firstKeys = keys;
    parent.alike = 1;
    return;
  }
  let shared = 0;
  for (const key of keys) if (parent.firstKeys.has(key)) shared++;
  if (shared > 0 && shared * 2 >= Math.min(keys.size, parent.firstKeys.size)) parent.alike++;
}

/** Members that are all objects of one kind are rows by their keys. */
function isTable({ objects, others, alike, withScalars, firstKeys }: Frame): boolean {
  return (
    objects >= 2 &&
    others === 0 &&
    alike >= objects * 0.8 &&
    withScalars >= objects * 0.8 &&
    (firstKeys?.size ?? 0) >= 2
  );
}

export function inWords(at: RowsAt): string {
  if (at.kind === "texts") return "the objects of the file";
  const where = at.path.length === 0 ? "" : ` under “${at.path.join(".").slice(0, 200)}”`;
  return at.kind === "list" ? `the objects of the list${where}` : `the objects${where}, by their keys`;
}

export function isAt(at: RowsAt, container: Container): boolean {
  return (
    at.kind !== "texts" &&
    container.kind === (at.kind === "list" ? "list" : "object") &&
    container.path.length === at.path.length &&
    container.path.every((key, index) => key === at.path[index])
  );
}
