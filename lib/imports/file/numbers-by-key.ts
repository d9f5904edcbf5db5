import { hash } from "node:crypto";

/**
 * A number for each key, in twenty bytes whatever the key's length: a file of a million rows is remembered in some tens
 * of megabytes. Keys are told apart by 128 bits of their SHA-256.
 */
export class NumbersByKey {
  private capacity = 1024;
  private digests = new Uint32Array(4 * this.capacity);
  /** One more than the number; 0 where the slot is free. */
  private numbers = new Uint32Array(this.capacity);
  private count = 0;
  /** A key is mostly put in right after it was looked for. */
  private last = { key: "", digest: digestOf("") };

  get(key: string): number | undefined {
    const found = this.numbers[this.slotOf(this.digestOf(key))]!;
    return found === 0 ? undefined : found - 1;
  }

  set(key: string, number: number): void {
    const digest = this.digestOf(key);
    const slot = this.slotOf(digest);
    if (this.numbers[slot] === 0) this.count += 1;
    this.digests.set(digest, 4 * slot);
    this.numbers[slot] = number + 1;
    if (this.count > this.capacity * 0.7) this.grow();
  }

  private digestOf(key: string): Uint32Array {
    if (this.last.key !== key) this.last = { key, digest: digestOf(key) };
    return this.last.digest;
  }

  private slotOf(digest: Uint32Array): number {
    const { digests, numbers, capacity } = this;
    for (let slot = digest[0]! & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      if (numbers[slot] === 0) return slot;
      const at = 4 * slot;
      if (
        digests[at] === digest[0] &&
        digests[at + 1] === digest[1] &&
        digests[at + 2] === digest[2] &&
        digests[at + 3] === digest[3]
      )
        return slot;
    }
  }

  private grow(): void {
    const { digests, numbers } = this;
    this.capacity *= 2;
    this.digests = new Uint32Array(4 * this.capacity);
    this.numbers = new Uint32Array(this.capacity);
    for (let slot = 0; slot < numbers.length; slot += 1) {
      if (numbers[slot] === 0) continue;
      const digest = digests.subarray(4 * slot, 4 * slot + 4);
      const place = this.slotOf(digest);
      this.digests.set(digest, 4 * place);
      this.numbers[place] = numbers[slot]!;
    }
  }
}

function digestOf(key: string): Uint32Array {
  const bytes = hash("sha256", key, "buffer");
  return new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
}
