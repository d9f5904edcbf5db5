"use client";

import type { Tip } from "../picture.ts";
import { Swatch } from "./legend.tsx";
import classes from "./tip.module.css";

export function TipBox({ title, rows, note, opens }: Tip & { opens: boolean }) {
  return (
    <div className={classes.tip}>
      <p className={classes.tipTitle}>{title}</p>
      <table className={classes.tipTable}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} data-strong={row.strong || undefined}>
              <th scope="row">
                {row.colour !== undefined && <Swatch colour={row.colour} />}
                {row.label}
              </th>
              <td>{row.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p className={classes.tipNote}>{note}</p>}
      {opens && <p className={classes.tipNote}>Click to open</p>}
    </div>
  );
}
