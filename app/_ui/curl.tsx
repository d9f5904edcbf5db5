"use client";

import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./first-steps.module.css";
import buttons from "./icon-button.module.css";

/** A first request to copy. Where no key is asked for, one that is empty would be refused. */
export function Curl({ baseUrl, withKey = true }: { baseUrl: string; withKey?: boolean }) {
  const [copied, setCopied] = useState(false);
  const command = [
    `curl ${baseUrl}/api/v1/incidents \\`,
    ...(withKey ? [`  -H "Authorization: Bearer $KEY" \\`] : []),
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"title":"Checkout is slow","severity":2,"startedAt":"2026-03-05T14:05:00Z"}'`,
  ].join("\n");
  const copy = async () => {
    await navigator.clipboard?.writeText(command);
    setCopied(navigator.clipboard !== undefined);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className={classes.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className={classes.pre} tabIndex={0}>
        {command}
      </pre>
      <button
        type="button"
        className={`${buttons.button} ${classes.copy}`}
        onClick={copy}
        aria-label={copied ? "Copied" : "Copy the request"}
      >
        {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} stroke={1.6} aria-hidden />}
      </button>
    </div>
  );
}
