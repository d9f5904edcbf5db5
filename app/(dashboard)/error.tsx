"use client";

import { ErrorState } from "#app/_ui/error-state.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState title="This page could not be made" reference={error.digest} onRetry={reset}>
      Nothing was changed. The server’s log tells what went wrong; trying again helps when the database was
      away for a moment.
    </ErrorState>
  );
}
