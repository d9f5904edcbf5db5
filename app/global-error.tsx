"use client";

import "./globals.css";
import { ErrorState } from "./_ui/error-state.tsx";
import { measureVariables } from "./_ui/tokens.ts";

/** Stands in for the whole document, when not even its frame could be made. */
export default function DocumentError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" style={measureVariables}>
      <head>
        <title>Faultline could not make this page</title>
      </head>
      <body>
        <main style={{ maxWidth: "40rem", margin: "15vh auto", padding: "0 var(--gap-md)" }}>
          <ErrorState
            title="Faultline could not make this page"
            reference={error.digest}
            onRetry={() => window.location.reload()}
          >
            Nothing was changed. Try again; if it goes on, the server’s log tells why.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
