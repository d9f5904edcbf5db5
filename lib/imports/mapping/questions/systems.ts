import { inWords } from "../repeated.ts";
import { type Asking, ask, columnsFor, type Finding } from "./asking.ts";

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
  const ticked = filled.flatMap(({ name }) => {
    const source = asking.mapping.fields[name];
    return source?.from === "ticked" ? source.columns : [];
  });
  const values = filled.flatMap((field) => asking.survey.values[field.name] ?? []);
  return [
    ask({
      id: "createSystems",
      kind: "systems",
      columns: filled.flatMap((field) => columnsFor(field.name, asking)),
      text: "Create the systems that do not exist yet?",
      why: `${ticked.length === 0 ? "" : `Each of the columns ${inWords(ticked)} is taken for a system where it is ticked. `}Rows that name a system which does not exist are refused otherwise. The preview lists those to be created.`,
      options: [
        { value: true, label: "Yes, create them" },
        { value: false, label: "No" },
      ],
      values: values.slice(0, 100).map(({ value, count }) => ({ value, count, proposed: null })),
    }),
  ];
}
