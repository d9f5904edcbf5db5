"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { address } from "#app/_ui/filter-address.ts";

/** Without a clipboard (an address without TLS has none) the Markdown opens instead. */
export function CopyMarkdown({ words }: { words: Record<string, string> }) {
  const [copied, setCopied] = useState(false);
  const href = address("/review/markdown", new URLSearchParams(words));
  const copy = async () => {
    const answer = await fetch(href);
    if (!answer.ok || navigator.clipboard === undefined) return window.open(href, "_blank", "noopener");
    await navigator.clipboard.writeText(await answer.text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button variant="default" size="xs" onClick={copy} aria-live="polite">
      {copied ? "Copied" : "Copy as Markdown"}
    </Button>
  );
}
