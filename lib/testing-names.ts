import fc from "fast-check";

/** Names as they come in: each with ways of writing it that nobody can tell apart. */

const words = fc.constantFrom(
  "café",
  "zürich",
  "ångström",
  "결제",
  "платёж",
  "検索",
  "がぎぐ",
  "payments",
  "ệ",
  "भुगतान",
);
const spaces = fc.constantFrom(" ", "  ", "\u00A0", "\u3000", "\t", "\u2003\u200B ", "\u2028");
const unseen = fc.constantFrom("", "", "\u200B", "\uFEFF", "\u00AD", "\u2060", "\u202E", "\u061C", "\u0007");
const around = fc.constantFrom("", "", " ", "\u00A0", "\u3000", "\u200B", "\n", "\uFEFF ");

/** A name of so many words at most, in its one form and in seven others. */
const looksOf = (most: number) =>
  fc.array(words, { minLength: 1, maxLength: most }).chain((parts) =>
    fc
      .array(
        fc.record({
          form: fc.constantFrom("NFC" as const, "NFD" as const),
          between: spaces,
          hidden: unseen,
          before: around,
          after: around,
        }),
        { minLength: 7, maxLength: 7 },
      )
      .map((ways) => ({
        name: parts.join(" ").normalize("NFC"),
        forms: ways.map(({ form, between, hidden, before, after }) => {
          const [first, ...rest] = parts.join(between).normalize(form);
          return `${before}${first}${hidden}${rest.join("")}${after}`;
        }),
      })),
  );

export const sameLooks = looksOf(2);
export const sameWords = looksOf(1);

/** Texts of which nothing can be seen. */
export const unseenTexts = fc
  .array(
    fc.constantFrom(
      ..."\u200B\uFEFF\u00AD\u2060\u202E\u200D\u200C\u3164\u2800\u115F\uFE0F\u00A0\u3000 \t\u0001",
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));
