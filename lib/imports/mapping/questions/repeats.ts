import { formatCount } from "#lib/format.ts";
import { columnsOf } from "../../file/cells.ts";
import type { OrderColumn } from "../../file/order-survey.ts";
import { effectInWords } from "../../plan/effect.ts";
import type { Question } from "../schema.ts";
import { type Asking, ask, type Finding } from "./asking.ts";

/** What it means that one id stands on several rows. */

type Option = Question["options"][number];

const mostOffered = 6;

export function askRepeats(asking: Asking): Finding[] {
  const { survey, target, mapping } = asking;
  const { count, examples, keys, repeated } = survey.repeatedKeys;
  if (count === 0) return [];
  const [example] = examples;
  const ordering = orderedBy(asking);
  const by = ordering.find((one) => isProposed(one, asking))?.column;
  const last = ({ column }: OrderColumn): Option => ({
    value: { keep: "last", by: column },
    label: `One record in several states: keep the last by ${column}`,
  });
  return [
    ask({
      id: "repeatedKey",
      kind: "repeated-key",
      columns: mapping.fields.externalId ? columnsOf(mapping.fields.externalId) : [],
      text: `What does a repeated key mean in these ${target.label.toLowerCase()}?`,
      why: `${formatCount(count)} ${count === 1 ? "row repeats" : "rows repeat"} a key, for example ${example?.key} on lines ${example?.lines.join(" and ")}. Where the last counts: ${effectInWords({ keys, repeated, passedOver: count })}.`,
      options: [
        ...ordering.map(last),
        {
          value: { keep: "last" },
          label: "One record in several states: keep the row that stands last",
        },
        {
          value: by === undefined ? { keep: "fold" } : { keep: "fold", by },
          label: `Events of one record: put them together (first start, last end, highest severity, and else what was said last${by === undefined ? "" : ` by ${by}`})`,
        },
        { value: { keep: "none" }, label: "A mistake: keep the first and refuse the others" },
      ],
      proposed: by === undefined ? null : { keep: "last", by },
    }),
  ];
}

/** Only what was understood as moments or numbers and differs between rows of a key, the best evidence first. */
function orderedBy(asking: Asking): OrderColumn[] {
  return asking.survey.repeatedKeys.orders
    .filter(({ understood, up, down }) => understood && up + down > 0)
    .sort((a, b) => weight(b, asking) - weight(a, asking) || b.up - b.down - (a.up - a.down))
    .slice(0, mostOffered);
}

function weight(one: OrderColumn, asking: Asking): number {
  if (one.column === asking.profile?.lastBy) return 4;
  return (isProposed(one, asking) ? 2 : 0) + (isNamed(one) ? 1 : 0);
}

/** It is said in every row and grows with the file; in a file that runs backwards only a name tells it apart. */
function isProposed(one: OrderColumn, { profile }: Asking): boolean {
  const { column, up, down, unsaid } = one;
  if (column === profile?.lastBy) return true;
  if (unsaid > 0) return false;
  return isNamed(one) ? up === 0 || down === 0 : up > 0 && down === 0;
}

/** What columns are called that tell when, or how often, a row was written. */
const words =
  /mod.?count|updat|modif|version|revision|changed|last.?change|sequence|ge[aä]ndert|[aä]nderung|aktualisi|bearbeitet|mis.?[aà].?jour|mise.?[aà].?jour|actuali[sz]a|alterad|atuali|aggiorna|gewijzigd|bijgewerkt|uppdater|[aä]ndrad|更新|修正|変更|измен|обновл/iu;

function isNamed({ column }: OrderColumn): boolean {
  return words.test(column.normalize("NFC"));
}
