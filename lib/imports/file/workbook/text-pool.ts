import { refuse } from "../refuse.ts";

/** The texts that a workbook's cells share, outside of the heap: they are all needed until its last row was read. */

const blockBytes = 4_194_304;
const mostBytes = 268_435_456;
const mostTexts = 20_000_000;

export class TextPool {
  private readonly blocks: Buffer[] = [];
  private used = blockBytes;
  private starts = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private count = 0;

  push(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.count >= mostTexts || this.blocks.length * blockBytes + bytes > mostBytes)
      throw refuse("The workbook holds more text than can be read. Save the sheet as CSV, and import that.");
    if (this.used + bytes > blockBytes) {
      this.blocks.push(Buffer.allocUnsafe(Math.max(blockBytes, bytes)));
      this.used = 0;
    }
    const block = this.blocks.length - 1;
    (this.blocks[block] as Buffer).write(text, this.used);
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = block * blockBytes + this.used;
    this.lengths[this.count] = bytes;
    this.used += bytes;
    this.count++;
  }

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    const start = this.starts[index] as number;
    const block = this.blocks[Math.floor(start / blockBytes)] as Buffer;
    const from = start % blockBytes;
    return block.toString("utf8", from, from + (this.lengths[index] as number));
  }

  private grow(): void {
    const { starts, lengths } = this;
    this.starts = new Float64Array(2 * starts.length);
    this.starts.set(starts);
    this.lengths = new Uint32Array(2 * lengths.length);
    this.lengths.set(lengths);
  }
}
