import { nameColumns } from "#lib/csv/dialect.ts";
import { refuse } from "../refuse.ts";
import { asNamed } from "./named.ts";
import { cellOf, isObject } from "./values.ts";

/** Objects in objects become columns by their paths, `service.name`; which there are is known when all rows were seen. */

type Node = {
  key: string;
  children: Map<string, Node>;
  /** Something other than an object stood here. */
  filled: boolean;
  /** Has too many keys for columns: one cell holds it as JSON. */
  closed: boolean;
  column: number;
};

const mostColumns = 1_000;
/** An object with more keys is a table of its own: hosts by name, say. */
const mostKeys = 200;
const mostNodes = 5_000;
const mostDepth = 8;

export function createColumns() {
  const root = node("");
  let nodes = 0;

  function add(object: Record<string, unknown>): void {
    grow(root, object, 0);
  }

  function grow(parent: Node, object: Record<string, unknown>, depth: number): void {
    for (const key of Object.keys(object)) {
      const child = parent.children.get(key) ?? addNode(parent, key);
      if (child === null) return;
      const value = withNames(object[key]);
      if (isObject(value) && depth < mostDepth && !child.closed) grow(child, value, depth + 1);
      else if (cellOf(value) !== "") child.filled = true;
    }
  }

  function addNode(parent: Node, key: string): Node | null {
    const isFull = nodes >= mostNodes || parent.children.size >= (parent === root ? mostColumns : mostKeys);
    if (isFull && parent === root)
      throw refuse(
        `The rows have more than ${mostColumns.toLocaleString("en")} different keys; no table is that wide.`,
      );
    if (isFull) {
      close(parent);
      return null;
    }
    nodes++;
    const child = node(key);
    parent.children.set(key, child);
    return child;
  }

  function close(one: Node): void {
    one.closed = true;
    one.filled = true;
    one.children.clear();
  }

  /** To be asked once all rows were added. */
  function result() {
    let leaves = leavesOf(root, []);
    while (leaves.length > mostColumns) {
      const widest = [...root.children.values()].toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] as Node;
      close(widest);
      leaves = leavesOf(root, []);
    }
    leaves.forEach(({ leaf }, index) => {
      leaf.column = index;
    });
    const shared = wrapping(leaves.map(({ path }) => path));
    const columns = nameColumns(leaves.map(({ path }) => path.slice(shared).join(".")));
    return { columns, cellsOf: (object: Record<string, unknown>) => fill(object, columns.length) };
  }

  function fill(object: Record<string, unknown>, width: number): string[] {
    const cells = new Array<string>(width).fill("");
    put(cells, root, object);
    return cells;
  }

  return { add, result };
}

function put(cells: string[], parent: Node, object: Record<string, unknown>): void {
  for (const key of Object.keys(object)) {
    const child = parent.children.get(key);
    if (child === undefined) continue;
    const value = withNames(object[key]);
    if (isObject(value) && child.children.size > 0) put(cells, child, value);
    else if (child.column !== -1) cells[child.column] = cellOf(value);
  }
}

const withNames = (value: unknown) => (Array.isArray(value) ? (asNamed(value) ?? value) : value);

function node(key: string): Node {
  return { key, children: new Map(), filled: false, closed: false, column: -1 };
}

type Leaf = { leaf: Node; path: string[] };

/** A key under which nothing ever stood is a column too, unless objects stood there. */
function leavesOf(parent: Node, path: readonly string[]): Leaf[] {
  return [...parent.children.values()].flatMap((child) => {
    const own = [...path, child.key];
    const inner = leavesOf(child, own);
    return child.filled || inner.length === 0 ? [{ leaf: child, path: own }, ...inner] : inner;
  });
}

function sizeOf(one: Node): number {
  return [...one.children.values()].reduce((sum, child) => sum + sizeOf(child), 1);
}

/** How many keys every path begins with, as where each row is wrapped in a `node`. */
function wrapping(paths: readonly string[][]): number {
  const [first = []] = paths;
  let shared = 0;
  while (
    paths.every((path) => path.length > shared + 1 && path[shared] === first[shared]) &&
    first.length > 0
  )
    shared++;
  return shared;
}
