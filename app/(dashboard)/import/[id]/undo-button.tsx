"use client";

import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { formatPlural } from "#lib/format.ts";
import { undo } from "../actions.ts";
import { sent } from "./sent.ts";

export function UndoButton({ id, rows }: { id: string; rows: number }) {
  return (
    <ConfirmButton
      label="Take it back"
      confirmLabel="Take it back"
      onConfirm={async () => ({ message: await sent(() => undo(id)) })}
    >
      {formatPlural(rows, "record")} that it stored: what it created is removed, what it updated is restored.
      What somebody edited since stays and is listed. Systems that were added for it go too, unless something
      else names them.
    </ConfirmButton>
  );
}
