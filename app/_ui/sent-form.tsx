import { Alert, type AlertProps } from "@mantine/core";
import type { ReactNode } from "react";
import type { FormState } from "#app/_server/form.ts";

/** The state of a form that was not sent yet. */
export const untouched: FormState<never> = { message: null, errors: {}, values: {} };

/** What is wrong with the whole of what was sent; nothing where nothing is. */
export function Refusal({ children }: { children: ReactNode }) {
  if (!children) return null;
  return <Told outcome={{ tone: "bad", words: children }} />;
}

/** What came of it; null before anything did. */
export type Outcome = { tone: "good" | "bad"; words: ReactNode } | null;

export function Told({
  outcome,
  onClose,
  ...more
}: { outcome: Outcome; onClose?: () => void } & Pick<AlertProps, "mt">) {
  if (outcome === null) return null;
  const isBad = outcome.tone === "bad";
  return (
    <Alert
      color={isBad ? "red" : undefined}
      variant="light"
      role={isBad ? "alert" : "status"}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Close"
      onClose={onClose}
      {...more}
    >
      {outcome.words}
    </Alert>
  );
}
