"use client";

import { Skeleton, Stack } from "@mantine/core";
import dynamic from "next/dynamic";
import type { EditorProps } from "./editor.tsx";

function Waiting() {
  return (
    <Stack gap="md" aria-busy="true" aria-label="The editor is loading">
      <Skeleton height={56} radius="md" />
      <Skeleton height={220} radius="md" />
      <Skeleton height={220} radius="md" />
    </Stack>
  );
}

/** The editor lives on what the browser keeps, so it is made there, and only where it is used. */
const Editor = dynamic(() => import("./editor.tsx").then((editor) => editor.Editor), {
  ssr: false,
  loading: Waiting,
});

export function EditorLoader(props: EditorProps) {
  return <Editor {...props} />;
}
