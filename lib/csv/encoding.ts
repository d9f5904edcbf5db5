import { isAscii, isUtf8 } from "node:buffer";
import chardet from "chardet";
import type { Encoding } from "./encoding-names.ts";

export type { Encoding } from "./encoding-names.ts";

/** `ascii`: no byte seen so far tells the encodings apart, so any answer is right. */
type EncodingEvidence = "given" | "byte-order-mark" | "ascii" | "valid-utf-8" | "zero-bytes" | "letters";

export type EncodingFinding = {
  encoding: Encoding;
  evidence: EncodingEvidence;
  /** True when another encoding would also fit, so that a person should look at the accented letters. */
  doubtful: boolean;
};

const sampleBytes = 256 * 1024;

/** Latin relatives that the detector cannot tell from each other in a few accented letters. */
const latinNames = new Set(["ISO-8859-1", "windows-1252", "ISO-8859-9", "ISO-8859-15", "ASCII"]);

const otherNames: Record<string, Encoding> = {
  "ISO-8859-2": "windows-1250",
  "windows-1250": "windows-1250",
  "windows-1251": "windows-1251",
  "ISO-8859-5": "windows-1251",
  "EUC-JP": "euc-jp",
  "EUC-KR": "euc-kr",
  GB18030: "gb18030",
  Big5: "big5",
  "KOI8-R": "koi8-r",
};

function detectEncoding(bytes: Uint8Array): EncodingFinding {
  const marked = byteOrderMark(bytes);
  if (marked) return { encoding: marked, evidence: "byte-order-mark", doubtful: false };
  const wide = wideByZeroBytes(bytes);
  if (wide) return { encoding: wide, evidence: "zero-bytes", doubtful: false };
  if (isAscii(bytes)) return { encoding: "utf-8", evidence: "ascii", doubtful: false };
  if (isUtf8(bytes) || isUtf8(withoutCutCharacter(bytes))) {
    return { encoding: "utf-8", evidence: "valid-utf-8", doubtful: false };
  }
  const from = bytes.findIndex((byte) => byte >= 0x80);
  const sample = bytes.subarray(from, from + sampleBytes);
  if (looksShiftJis(sample)) return { encoding: "shift_jis", evidence: "letters", doubtful: false };
  return singleByte(sample);
}

function byteOrderMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** Digits, separators and line ends make at least a fifth of any CSV zero bytes in UTF-16, all on one side. */
function wideByZeroBytes(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, 8192);
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  const [even, odd] = zeros;
  if (even + odd < length / 5 || even + odd < 4) return null;
  if (odd > even * 20) return "utf-16le";
  return even > odd * 20 ? "utf-16be" : null;
}

/** A piece of a file may end in the middle of a character; nothing but its continuation may follow the lead. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0x80 && byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/**
 * Western text can be valid Shift-JIS by accident, but then its "kanji" stand alone between letters (it’s);
 * real Japanese comes in runs of kana and kanji.
 */
function looksShiftJis(bytes: Uint8Array): boolean {
  const text = decodeStrictly(bytes, "shift_jis");
  if (text === null) return false;
  let foreign = 0;
  let japanese = 0;
  let joined = 0;
  let before = false;
  for (const char of text) {
    const isForeign = char > "\u007f";
    if (isForeign) {
      foreign++;
      if (/[\p{Script=Han}\p{Script=Hiragana}\u3000-\u3002\u30a0-\u30ff\uff01-\uff5e]/u.test(char))
        japanese++;
      if (before) joined++;
    }
    before = isForeign;
  }
  return foreign > 0 && japanese >= foreign * 0.8 && joined >= foreign * 0.4;
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  for (const cut of [0, 1]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
    } catch {}
  }
  return null;
}

function singleByte(sample: Uint8Array): EncodingFinding {
  const matches = chardet.analyse(sample);
  const best = matches.find((match) => latinNames.has(match.name) || match.name in otherNames);
  const other = best && otherNames[best.name];
  const latin = Math.max(0, ...matches.filter((m) => latinNames.has(m.name)).map((m) => m.confidence));
  if (!best || !other || best.confidence < 70 || latin >= 50) {
    return { encoding: "windows-1252", evidence: "letters", doubtful: latin < 30 };
  }
  return { encoding: other, evidence: "letters", doubtful: true };
}

export type TextStream = {
  finding: () => EncodingFinding;
  bytesRead: () => number;
  text: AsyncGenerator<string>;
};

/**
 * Decodes as it goes. While only ASCII has been seen the question stays open, so that a first accented letter
 * in the middle of a large file still decides it.
 */
export function decodeStream(source: AsyncIterable<Uint8Array>, given?: Encoding): TextStream {
  let finding: EncodingFinding | null = given
    ? { encoding: given, evidence: "given", doubtful: false }
    : null;
  let bytesRead = 0;

  async function* text(): AsyncGenerator<string> {
    let decoder: TextDecoder | null = given ? new TextDecoder(given) : null;
    for await (const bytes of gathered(source)) {
      if (finding === null || finding.evidence === "ascii") {
        if (finding === null || !isAscii(bytes)) {
          finding = detectEncoding(bytes);
          decoder = new TextDecoder(finding.encoding);
        }
      }
      bytesRead += bytes.length;
      yield (decoder as TextDecoder).decode(bytes, { stream: true });
    }
    if (decoder) yield decoder.decode();
  }

  return {
    finding: () => finding ?? { encoding: "utf-8", evidence: "ascii", doubtful: false },
    bytesRead: () => bytesRead,
    text: text(),
  };
}

/** Joins small chunks, so that detection sees enough and parsing is not done in crumbs. */
async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    if (part.length === 0) continue;
    parts.push(part);
    size += part.length;
    if (size < sampleBytes) continue;
    yield parts.length === 1 ? part : Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}
