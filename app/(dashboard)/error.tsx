"use client";

import { ErrorState } from "#app/_ui/error-state.tsx";

/** Loads anew to try again: rendering alone would show the failed answer that the browser holds. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <ErrorState
      title="This page could not be made"
      reference={error.digest}
      onRetry={() => window.location.reload()}
    >
      Nothing was changed. Trying again helps when the database was away for a moment. If it goes on, the
      server’s log tells what went wrong.
    </ErrorState>
  );
}
