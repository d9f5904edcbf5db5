/**
 * Columns that grow: a million numbers side by side are read many times faster than a million objects. A value is kept
 * exactly or refused, since one that is cut to fit would be another value that nobody wrote.
 */

export function refuse(value: unknown, what: string): never {
  throw new RangeError(`Facts cannot hold ${JSON.stringify(value)} as ${what}.`);
}

/** Numbers; NaN is null. */
export class Floats {
  values = new Float64Array(1024);

  set(row: number, value: number | null): void {
    if (value !== null && !Number.isFinite(value)) refuse(value, "a number");
    if (row >= this.values.length) this.values = grown(this.values, row);
    this.values[row] = value ?? Number.NaN;
  }
}

/** Whole numbers of 32 bits. */
export class Codes {
  values = new Int32Array(1024);

  set(row: number, code: number): void {
    if ((code | 0) !== code) refuse(code, "a whole number of 32 bits");
    if (row >= this.values.length) this.values = grown(this.values, row);
    this.values[row] = code;
  }
}

export const mostInByte = 255;

/** Whole numbers from 0 to 255, for lists that are closed and short. */
export class Bytes {
  values = new Uint8Array(1024);

  set(row: number, code: number): void {
    if ((code & mostInByte) !== code) refuse(code, "a whole number from 0 to 255");
    if (row >= this.values.length) this.values = grown(this.values, row);
    this.values[row] = code;
  }
}

export function grown<A extends Float64Array | Int32Array | Uint8Array>(array: A, row: number): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.max(row + 1, array.length * 2));
  larger.set(array);
  return larger;
}

/** Words of an open list as small numbers; 0 is null. */
export class Dictionary {
  readonly words: (string | null)[] = [null];
  private readonly codes = new Map<string, number>();

  code(word: string | null): number {
    if (word === null) return 0;
    const known = this.codes.get(word);
    if (known !== undefined) return known;
    this.words.push(word);
    this.codes.set(word, this.words.length - 1);
    return this.words.length - 1;
  }

  /** The code of a word, or undefined where no row has it. */
  find(word: string): number | undefined {
    return this.codes.get(word);
  }

  /** The codes of all words that are this name, or name it beside others. */
  codesNaming(name: string): number[] {
    return this.words.flatMap((word, code) => (word === name || namesIn(word).includes(name) ? [code] : []));
  }
}

/** The names in a word of a column: a change made with several tools names them with commas between. */
export function namesIn(word: string | null): (string | null)[] {
  return word === null ? [null] : word.split(", ");
}

/** A closed list as small numbers: its first value is 1, null is 0. */
export class ClosedList<V extends string> {
  readonly values: readonly V[];
  private readonly codes: Map<string, number>;

  constructor(values: readonly V[]) {
    this.values = values;
    this.codes = new Map(values.map((value, i) => [value, i + 1]));
  }

  code(value: string | null): number {
    return value === null ? 0 : (this.codes.get(value) ?? refuse(value, `one of ${this.values.join(", ")}`));
  }

  word(code: number): V | null {
    return this.values[code - 1] ?? null;
  }
}

/** Several values for each row, kept in one pool; a row that is set again gets a new place. */
export class Lists {
  pool = new Int32Array(1024);
  start = new Int32Array(1024);
  count = new Int32Array(1024);
  private used = 0;

  clear(row: number): void {
    if (row >= this.start.length) {
      this.start = grown(this.start, row);
      this.count = grown(this.count, row);
    }
    this.start[row] = this.used;
    this.count[row] = 0;
  }

  /** Adds to the row cleared last, so that a row's values stay side by side. */
  add(row: number, value: number): void {
    if ((value | 0) !== value) refuse(value, "a whole number of 32 bits");
    if (this.used >= this.pool.length) this.pool = grown(this.pool, this.used);
    this.pool[this.used] = value;
    this.used += 1;
    this.count[row] = this.count[row]! + 1;
  }

  has(row: number, wanted: Uint8Array): boolean {
    const end = this.start[row]! + this.count[row]!;
    for (let i = this.start[row]!; i < end; i += 1) if (wanted[this.pool[i]!] === 1) return true;
    return false;
  }

  of(row: number): Int32Array {
    return this.pool.subarray(this.start[row]!, this.start[row]! + this.count[row]!);
  }
}
