/** Encodings a file may be read in, by their WHATWG names. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "shift_jis",
  "windows-1250",
  "windows-1251",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "big5",
  "koi8-r",
] as const;
export type Encoding = (typeof encodings)[number];
