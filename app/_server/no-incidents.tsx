import Link from "next/link";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { activeFilters, address, withoutFilters, withPreset } from "#app/_ui/filter-address.ts";
import type { Words } from "./address.ts";
import { filterChoices } from "./choices.ts";

/** In place of pictures that would all be empty: why there is nothing, and the ways to something. */
export async function NoIncidents({ path, words }: { path: string; words: Words }) {
  const params = new URLSearchParams(words);
  const { choices } = await filterChoices();
  const isFiltered = activeFilters(params, choices).length > 0;
  return (
    <EmptyState
      title="No incident to show"
      actions={
        <>
          {isFiltered && (
            <Link href={address(path, withoutFilters(params))} prefetch={false}>
              Clear the filter
            </Link>
          )}
          <Link href={address(path, withPreset(params, "all"))} prefetch={false}>
            Look at all time
          </Link>
        </>
      }
    >
      {isFiltered
        ? "No incident that began in this period fits the filter."
        : "No incident began in this period."}
    </EmptyState>
  );
}
