import { columnsOf } from "../../file/cells.ts";
import { type Asking, ask, columnsFor, type Finding } from "./asking.ts";

export function askRepeats({ survey, profile, reading, target, mapping }: Asking): Finding[] {
  const { count, examples } = survey.repeatedKeys;
  if (count === 0) return [];
  const growing = reading.columns.filter((column) =>
    /mod.?count|updated|modified|version|changed/i.test(column),
  );
  const by = reading.columns.find((column) => column === profile?.lastBy);
  const [example] = examples;
  const last = (column: string) => ({
    value: { keep: "last", by: column },
    label: `One record in several states: keep the last by ${column}`,
  });
  return [
    ask({
      id: "repeatedKey",
      kind: "repeated-key",
      columns: mapping.fields.externalId ? columnsOf(mapping.fields.externalId) : [],
      text: `What does a repeated key mean in these ${target.label.toLowerCase()}?`,
      why: `${count} ${count === 1 ? "row repeats" : "rows repeat"} a key, for example ${example?.key} on lines ${example?.lines.join(" and ")}.`,
      options: [...new Set([...(by ? [by] : []), ...growing])].map(last).concat([
        {
          value: { keep: "last" } as never,
          label: "One record in several states: keep the row that stands last",
        },
        { value: { keep: "none" } as never, label: "A mistake: keep the first and refuse the others" },
      ]),
      proposed: by ? { keep: "last", by } : null,
    }),
  ];
}

export function askSystems(asking: Asking): Finding[] {
  const named = asking.target.fields.filter(
    (field) =>
      (field.kind === "names" || field.kind === "system") &&
      asking.mapping.fields[field.name] &&
      field.name !== "slug",
  );
  const filled = named.filter(
    (field) => asking.survey.values[field.name] === null || asking.survey.values[field.name]?.length,
  );
  if (filled.length === 0) return [];
  const values = filled.flatMap((field) => asking.survey.values[field.name] ?? []);
  return [
    ask({
      id: "createSystems",
      kind: "systems",
      columns: filled.flatMap((field) => columnsFor(field.name, asking)),
      text: "Create the systems that do not exist yet?",
      why: "Rows that name a system which does not exist are refused otherwise. The preview lists those to be created.",
      options: [
        { value: true, label: "Yes, create them" },
        { value: false, label: "No" },
      ],
      values: values.slice(0, 100).map(({ value, count }) => ({ value, count, proposed: null })),
    }),
  ];
}
