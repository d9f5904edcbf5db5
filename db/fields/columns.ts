import type { $Type, NotNull } from "drizzle-orm";
import { kit } from "../dialect.ts";
import type { Field, Fields, IsNull } from "./field.ts";

/** The columns of a table that hold fields: each kind's own, for both engines. */

type Integer = ReturnType<typeof kit.integer>;
type Text = ReturnType<typeof kit.text>;
type BuilderOf<F extends Field> = F extends { kind: "choice"; values: infer V }
  ? V extends readonly [string, ...string[]]
    ? ReturnType<typeof kit.oneOf<V>>
    : never
  : F extends { kind: "level"; values: readonly (infer L)[] }
    ? $Type<Integer, L>
    : F extends { kind: "count" }
      ? Integer
      : F extends { kind: "percent" }
        ? ReturnType<typeof kit.real>
        : F extends { kind: "instant" }
          ? ReturnType<typeof kit.instant>
          : F extends { kind: "flag" }
            ? ReturnType<typeof kit.flag>
            : F extends { kind: "pairs" }
              ? ReturnType<typeof kit.json<Record<string, string>>>
              : Text;
type ColumnOf<F extends Field> = IsNull<F> extends true ? BuilderOf<F> : NotNull<BuilderOf<F>>;
export type ColumnsOf<F extends Fields> = { -readonly [K in keyof F]: ColumnOf<F[K]> };

export function columnsOf<F extends Fields>(fields: F): ColumnsOf<F> {
  const columns: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const column = builderOf(field);
    columns[name] = field.required || ("blank" in field && field.blank) ? column.notNull() : column;
  }
  return columns as ColumnsOf<F>;
}

function builderOf(field: Field) {
  switch (field.kind) {
    case "choice":
      return kit.oneOf(field.values);
    case "count":
    case "level":
      return kit.integer();
    case "percent":
      return kit.real();
    case "instant":
      return kit.instant();
    case "flag":
      return kit.flag();
    case "pairs":
      return kit.json<Record<string, string>>();
    default:
      return kit.text();
  }
}
