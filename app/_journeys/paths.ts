import { existsSync, globSync } from "node:fs";

/** Every page that can be opened without naming a record, read off the folders: a new page is walked by itself. */
export const plainPages: readonly string[] = globSync("app/(dashboard)/**/page.tsx")
  .map((file) => `/${file.replace(/^app\/\(dashboard\)\//, "").replace(/\/?page\.tsx$/, "")}`)
  .filter((path) => !path.includes("["))
  .toSorted();

/** Pages of one record of the demo company, where the page is there. */
export const recordPages: readonly string[] = [
  { file: "incidents/[key]/page.tsx", path: "/incidents/1284" },
  { file: "incidents/[key]/edit/page.tsx", path: "/incidents/1284/edit" },
  { file: "incidents/[key]/postmortem/page.tsx", path: "/incidents/1512/postmortem" },
  { file: "incidents/[key]/postmortem/edit/page.tsx", path: "/incidents/1512/postmortem/edit" },
  { file: "changes/[key]/page.tsx", path: "/changes/100" },
  { file: "systems/[slug]/page.tsx", path: "/systems/cart-api" },
]
  .filter(({ file }) => existsSync(`app/(dashboard)/${file}`))
  .map(({ path }) => path);
