import { refuse } from "../refuse.ts";

/**
 * Goes through a JSON document as it comes and tells which values stand in which containers, and where. It parses
 * nothing: lists lie anywhere below objects, and whatever stands in them is one item, which is only measured out.
 */

export type Container = {
  kind: "list" | "object";
  /** Keys from the outermost object on, as they are written. */
  path: string[];
};

export type Item = {
  kind: "object" | "list" | "scalar";
  /** Set in objects. */
  key: string | null;
  line: number;
};

export type Walker = {
  open?: (container: Container) => void;
  close?: (container: Container) => void;
  /** `within` is null for the outermost values of the text. */
  item: (within: Container | null, item: Item) => void;
  /** Asked before what stands in an object, or outermost: whether it is an item as a whole. */
  whole?: (within: Container | null) => boolean;
  /** Asked for each item: whether its text is wanted. */
  wanted?: (within: Container | null) => boolean;
  text?: (text: string | null, item: Item) => void;
};

const mostDepth = 200;
/** Lists further down belong to what a row holds. */
const mostVisible = 8;
const mostCharacters = 4_000_000;
/** Nobody waits for the end of a value that is no row in any case. */
const mostMeasured = 64_000_000;
const mostKey = 1_000;

const quote = 34;
const backslash = 92;
const newline = 10;

export function walkJson(walker: Walker, firstLine = 1) {
  const stack: Container[] = [];
  let line = firstLine;
  /** Depth inside an item that is measured out; 0 outside of any. */
  let deep = 0;
  let inString = false;
  let escaped = false;
  let key: string | null = null;
  let awaitsKey = false;
  let readsKey = false;
  let scalar = false;
  let item: Item | null = null;
  let collects = false;
  let held: string[] | null = null;
  let heldLength = 0;
  /** How long the item is so far, but for the text that is gone through. */
  let measured = 0;
  let from = 0;

  const top = () => stack.at(-1) ?? null;

  function begin(kind: Item["kind"], at: number): void {
    const within = top();
    item = { kind, key, line };
    key = null;
    walker.item(within, item);
    collects = walker.wanted?.(within) ?? false;
    held = [];
    heldLength = 0;
    measured = 0;
    from = at;
  }

  function keep(piece: string): void {
    if (held === null) return;
    heldLength += piece.length;
    if (heldLength > mostCharacters) held = null;
    else held.push(piece);
  }

  function end(text: string, at: number): void {
    if (collects) {
      keep(text.slice(from, at));
      walker.text?.(held === null ? null : held.join(""), item as Item);
    }
    item = null;
    collects = false;
    held = null;
  }

  function openContainer(kind: Container["kind"], at: number): void {
    const within = top();
    if (within?.kind === "list" || stack.length >= mostVisible || (walker.whole?.(within) ?? false)) {
      begin(kind, at);
      deep = 1;
      return;
    }
    walker.item(within, { kind, key, line });
    const path = within === null ? [] : [...within.path, key ?? ""];
    const container: Container = { kind, path };
    stack.push(container);
    walker.open?.(container);
    key = null;
    awaitsKey = kind === "object";
  }

  function closeContainer(kind: Container["kind"]): void {
    const container = stack.pop();
    if (container?.kind !== kind) throw broken();
    walker.close?.(container);
    awaitsKey = false;
  }

  function broken() {
    return refuse(`The JSON is broken on line ${line}: brackets there do not fit. Save the file anew.`);
  }

  /** Through a string, from `at` on; where it ends, or the end of the text. */
  function throughString(text: string, at: number): number {
    for (let index = at; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (escaped) escaped = false;
      else if (code === backslash) escaped = true;
      else if (code === quote) {
        inString = false;
        return index;
      } else if (code === newline) line++;
    }
    return text.length;
  }

  let keyPieces = "";

  function feed(text: string): void {
    from = 0;
    let at = 0;
    while (at < text.length) {
      if (inString) {
        const ending = throughString(text, at);
        if (readsKey && keyPieces.length < mostKey)
          keyPieces += text.slice(at, Math.min(ending, at + mostKey));
        at = ending + 1;
        if (inString) break;
        if (readsKey) {
          readsKey = false;
          awaitsKey = false;
          key = keyOf(keyPieces);
        } else if (deep === 0) end(text, at);
        continue;
      }
      const code = text.charCodeAt(at);
      if (deep > 0) {
        if (code === quote) inString = true;
        else if (code === newline) line++;
        else if (code === 123 || code === 91) {
          deep++;
          if (deep > mostDepth)
            throw refuse(
              `On line ${line} values lie in one another more than ${mostDepth} deep, which cannot be read.`,
            );
        } else if (code === 125 || code === 93) {
          deep--;
          if (deep === 0) end(text, at + 1);
        }
        at++;
        continue;
      }
      const ends = code === 44 || code === 93 || code === 125 || code <= 32;
      if (scalar && ends) {
        scalar = false;
        end(text, at);
      }
      switch (code) {
        case newline:
          line++;
          break;
        case 123:
          openContainer("object", at);
          break;
        case 91:
          openContainer("list", at);
          break;
        case 125:
          closeContainer("object");
          break;
        case 93:
          closeContainer("list");
          break;
        case 44:
          awaitsKey = top()?.kind === "object";
          break;
        case quote:
          inString = true;
          if (awaitsKey) {
            readsKey = true;
            keyPieces = "";
          } else begin("scalar", at);
          break;
        default:
          if (code > 32 && code !== 58 && !scalar) {
            scalar = true;
            begin("scalar", at);
          }
      }
      at++;
    }
    if (item === null) return;
    if (collects) keep(text.slice(from));
    measured += text.length - from;
    if (measured > mostMeasured)
      throw refuse(
        `The value that begins on line ${item.line} is longer than ${mostMeasured.toLocaleString("en")} characters, as no row is.`,
      );
  }

  /** At the end of the text: null, or the line of what is not finished. */
  function finish(): number | null {
    if (scalar) end("", 0);
    const unfinished = item !== null ? item.line : stack.length > 0 ? line : null;
    for (let open = stack.pop(); open !== undefined; open = stack.pop()) walker.close?.(open);
    return unfinished;
  }

  return { feed, finish };
}

function keyOf(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
