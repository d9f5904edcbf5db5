"use client";

import { ErrorState } from "./_ui/error-state.tsx";

/** What surrounds the pages could not be made: there is no navigation to stand in. */
export default function ShellError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main style={{ maxWidth: "40rem", margin: "15vh auto", padding: "0 var(--gap-md)" }}>
      <ErrorState
        title="This page could not be made"
        reference={error.digest}
        onRetry={() => window.location.reload()}
      >
        Nothing was changed. Most often the database could not be reached for a moment; try again. If it goes
        on, the server’s log tells why, and <code>/api/health</code> whether the database answers.
      </ErrorState>
    </main>
  );
}
