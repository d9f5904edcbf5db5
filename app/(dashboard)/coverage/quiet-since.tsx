"use client";

import { ConfirmButton } from "#app/_ui/confirm-button.tsx";
import { formatDay } from "#lib/format.ts";
import { sayQuiet } from "./actions.ts";

/** Days after the last record are told from quiet ones by somebody's word alone. */
export function QuietSince({ day }: { day: string }) {
  return (
    <ConfirmButton
      label={`Quiet since ${formatDay(day)}?`}
      confirmLabel="All is recorded"
      keepLabel="Leave it open"
      onConfirm={async () => {
        const performed = await sayQuiet();
        return { message: "answer" in performed ? null : performed.message };
      }}
    >
      The last record speaks of {formatDay(day)}. Say so if everything that happened since is recorded too:
      the days up to now then count as quiet ones, and not as days of which nothing is known.
    </ConfirmButton>
  );
}
