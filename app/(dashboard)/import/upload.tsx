"use client";

import { Button, Group, Select, Text } from "@mantine/core";
import { Dropzone, type FileRejection } from "@mantine/dropzone";
import "@mantine/dropzone/styles.layer.css";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { formatPlural } from "#lib/format.ts";
import { type Coming, ComingFiles } from "./coming-files.tsx";
import { sendFile } from "./send-file.ts";
import { rememberTogether } from "./together.ts";

const mostBytes = 1_073_741_824;
const mostFiles = 50;

/** What the file dialog offers first; whatever else is dropped is looked at too. */
const kinds = [".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".xlsx", ".gz", ".zip"];

/** Files go up one after the other, as streams, so their progress is known; what is refused stays to be sent again. */
export function Upload({ targets, tools }: { targets: { value: string; label: string }[]; tools: string[] }) {
  const router = useRouter();
  const [target, setTarget] = useState(targets[0]?.value ?? "incidents");
  const [files, setFiles] = useState<Coming[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const stop = useRef<(() => void) | null>(null);
  const isBusy = files.some(({ state }) => state.is === "waiting" || state.is === "sending");

  const put = (name: string, state: Coming["state"]) =>
    setFiles((now) => now.map((one) => (one.name === name ? { ...one, state } : one)));

  const send = async (coming: readonly Coming[], before: readonly string[] = []) => {
    let isStopped = false;
    const taken = [...before];
    for (const { name, file } of coming) {
      if (isStopped) break;
      put(name, { is: "sending", sent: 0 });
      const sending = sendFile(file, { target, onSent: (sent) => put(name, { is: "sending", sent }) });
      stop.current = () => {
        isStopped = true;
        sending.stop();
      };
      const answer = await sending.answer;
      if ("id" in answer) taken.push(answer.id);
      put(name, "id" in answer ? { is: "in", id: answer.id } : { is: "refused", why: answer.refusal });
    }
    stop.current = null;
    setFiles((now) => now.map((one) => (one.state.is === "waiting" ? { ...one, state: stopped } : one)));
    rememberTogether(taken);
    // The first one is mapped; the others lie beside it there.
    if (taken.length === before.length + coming.length) router.push(`/import/${taken[0]}`);
  };

  const choose = (chosen: File[]) => {
    if (chosen.length === 0) return;
    setRefusal(null);
    const coming = chosen.map(
      (file, at): Coming => ({ name: nameOf(file, at, chosen), file, state: { is: "waiting" } }),
    );
    setFiles(coming);
    void send(coming);
  };
  const again = () => {
    const open = files.filter(({ state }) => state.is === "refused");
    setFiles((now) =>
      now.map((one) => (one.state.is === "refused" ? { ...one, state: { is: "waiting" } } : one)),
    );
    void send(
      open,
      files.flatMap(({ state }) => (state.is === "in" ? [state.id] : [])),
    );
  };
  const refused = files.filter(({ state }) => state.is === "refused").length;

  return (
    <>
      <Select
        label="What are its rows?"
        data={targets}
        value={target}
        onChange={(value) => value !== null && setTarget(value)}
        allowDeselect={false}
        disabled={isBusy}
        maw={280}
        mb="sm"
      />
      <Dropzone
        onDrop={choose}
        onReject={(rejected) => setRefusal(whyRejected(rejected))}
        maxSize={mostBytes}
        maxFiles={mostFiles}
        disabled={isBusy}
        // A file of another ending is not turned away for its name, so this stands at the input alone.
        inputProps={{ "aria-label": "Files to import", accept: kinds.join(",") }}
      >
        <Group justify="center" gap="md" mih={110} style={{ pointerEvents: "none" }} wrap="nowrap">
          <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden="true" style={{ flexShrink: 0 }} />
          <div>
            <Text size="sm">Drop a file here, or choose one; several that are alike can come together</Text>
            <Text size="xs" c="dimmed">
              CSV, TSV or text with any separator and encoding, JSON, NDJSON, Excel (.xlsx), also packed as
              .gz or .zip; up to 1 GB each. Files of {tools.join(", ")} are recognised.
            </Text>
          </div>
        </Group>
      </Dropzone>
      <ComingFiles files={files} />
      {isBusy && (
        <Button mt="sm" size="xs" variant="default" onClick={() => stop.current?.()}>
          Stop sending
        </Button>
      )}
      {!isBusy && refused > 0 && (
        <Button mt="sm" size="xs" variant="default" onClick={again}>
          Send {files.length === 1 ? "it" : formatPlural(refused, "file")} again
        </Button>
      )}
      {refusal !== null && (
        <Text size="sm" c="var(--bad)" role="alert" mt="sm">
          {refusal}
        </Text>
      )}
    </>
  );
}

const stopped: Coming["state"] = { is: "refused", why: "It was not sent." };

/** Two folders may hold files of one name. */
function nameOf({ name }: File, at: number, all: readonly File[]): string {
  const before = all.slice(0, at).filter((one) => one.name === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}

function whyRejected([first]: FileRejection[]): string {
  const code = first?.errors[0]?.code;
  const name = first?.file.name ?? "The file";
  if (code === "file-too-large") return `${name} is larger than 1 GB. Split it, and import the pieces.`;
  if (code === "too-many-files") return `${mostFiles} files at a time.`;
  return `${name} cannot be taken.`;
}
