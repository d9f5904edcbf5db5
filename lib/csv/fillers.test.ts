import { describe, expect, test } from "vitest";
import { isFiller, saysNothing } from "./fillers.ts";

describe("words that fill a cell of which nothing is recorded", () => {
  test.each([
    [
      "TBD",
      "t.b.d.",
      "T. B. D.",
      "(blank)",
      "<null>",
      "<Not_Set>",
      "[unknown]",
      "“unknown”",
      "UNKNOWN.",
      "Ｎ／Ａ",
      "n / a",
    ],
    [
      "unbekannt",
      "keine Angabe",
      "k. A.",
      "inconnu",
      "non renseigné",
      "s/o",
      "desconocido",
      "sin datos",
      "(vacío)",
    ],
    [
      "não informado",
      "em branco",
      "sconosciuto",
      "non disponibile",
      "onbekend",
      "n.v.t.",
      "不明",
      "未定",
      "（空白）",
      "該当なし",
    ],
    [
      "0000-00-00",
      "0000-00-00T00:00:00.000",
      "0000-00-00 00:00:00",
      "00/00/0000",
      "00.00.0000",
      "1900-01-00",
      "1/0/1900",
    ],
    ["", "-", "---", "???", "…", "#N/A", "#REF!", "NaT", "null", "\u00a0"],
  ])("are known in whatever form they stand: %s, %s and so on", (...words) => {
    expect(words.filter((word) => !saysNothing(word))).toEqual([]);
  });

  test.each([
    [
      "Ongoing",
      "in progress",
      "still open",
      "läuft noch",
      "en cours",
      "en curso",
      "em andamento",
      "in corso",
      "lopend",
      "対応中",
    ],
  ])("say nothing of an end where they say that there is none yet, and are values elsewhere", (...words) => {
    expect(words.filter((word) => !isFiller(word))).toEqual([]);
    expect(words.filter(saysNothing)).toEqual([]);
  });

  test("are told from what says something", () => {
    const values = [
      "checkout",
      "2026-03-01",
      "0",
      "00:00",
      "0001",
      "10:00",
      "1900-01-01",
      "-5",
      "> 4h",
      "various",
      "other",
    ];
    const more = [
      "Unknown host service",
      "not-found-page",
      "Node.js",
      "C++",
      "R&D",
      "NC",
      "KA",
      "Mai",
      "no",
      "all",
    ];
    expect([...values, ...more].filter(isFiller)).toEqual([]);
  });
});
