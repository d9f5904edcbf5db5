"use client";

import { Swatch } from "./chart-card.tsx";
import classes from "./tip-box.module.css";

export type TipRow = { label: string; value: string; colour?: string; strong?: boolean };
export type Tip = { title: string; rows: TipRow[]; note?: string; opens?: boolean };

export function TipBox({ title, rows, note, opens }: Tip) {
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
