"use client";

import { IconColumns } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { address, withWord } from "#app/_ui/filter-address.ts";
import filterBar from "#app/_ui/filter-bar.module.css";
import { Float } from "#app/_ui/float.tsx";
import { usePending } from "#app/_ui/pending.tsx";
import classes from "./columns-menu.module.css";

/** Which columns the list shows; kept in the address, so that a link or a saved view keeps them too. */
export function ColumnsMenu({
  choices,
  chosen,
}: {
  choices: readonly { value: string; label: string }[];
  chosen: readonly string[];
}) {
  const path = usePathname();
  const params = useSearchParams();
  const { navigate } = usePending();
  const show = (columns: readonly string[]) =>
    navigate(address(path, withWord(params, "columns", columns.join(","))));
  return (
    <Float
      label="Columns"
      align="end"
      triggerProps={{ className: filterBar.control }}
      trigger={
        <>
          <IconColumns size={14} stroke={1.6} aria-hidden />
          Columns
        </>
      }
    >
      {() => (
        <fieldset className={classes.choices}>
          <legend className="visually-hidden">Columns of the list</legend>
          {choices.map(({ value, label }) => (
            <label key={value} className={classes.choice}>
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                disabled={chosen.length === 1 && chosen.includes(value)}
                onChange={({ currentTarget: { checked } }) =>
                  show(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                }
              />
              {label}
            </label>
          ))}
          <button type="button" className={filterBar.control} onClick={() => show([])}>
            The usual ones
          </button>
        </fieldset>
      )}
    </Float>
  );
}
