import type { FileInspection } from "#lib/imports/schema.ts";
import classes from "../import.module.css";
import { type Choice, keyOf } from "./mapping.ts";

type MissingProps = {
  choice: Choice;
  inspection: FileInspection;
};

/** What every row needs and no header names, with the columns that it could be: that is said first of all. */
export function MissingFields({ choice, inspection: { missing } }: MissingProps) {
  const open = missing.filter(
    ({ field }) => choice.fields[field] === undefined && choice.constants[field] === undefined,
  );
  if (open.length === 0) return null;
  return (
    <div className={classes.question} role="status">
      {open.map(({ field, label, candidates }) => (
        <div key={field}>
          <h3>Which column holds {label}?</h3>
          <p className={classes.why}>
            Every row needs it, and no header says it.
            {candidates.length > 0 && " It could be one of these:"}
          </p>
          {candidates.length > 0 && (
            <ul>
              {candidates.map((column) => (
                <li key={keyOf(column)}>
                  <strong>{column.path === null ? column.column : `${column.column}.${column.path}`}</strong>:{" "}
                  {column.samples.map((sample) => `“${sample}”`).join(", ")}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  );
}
