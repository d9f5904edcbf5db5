"use client";

import { Group, Progress, Select, Text } from "@mantine/core";
import { Dropzone, type FileRejection } from "@mantine/dropzone";
import "@mantine/dropzone/styles.layer.css";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { fileSize } from "./words.ts";

const mostBytes = 1_073_741_824;

type Sending = { name: string; sent: number; total: number };

/** One file at a time; it goes up as a stream, so its progress is known. */
export function Upload({ targets }: { targets: { value: string; label: string }[] }) {
  const router = useRouter();
  const [target, setTarget] = useState(targets[0]?.value ?? "incidents");
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const send = async (files: File[]) => {
    const [file] = files;
    if (file === undefined) return;
    setRefusal(null);
    setSending({ name: file.name, sent: 0, total: file.size });
    const answer = await post(file, target, (sent) =>
      setSending({ name: file.name, sent, total: file.size }),
    );
    if ("id" in answer) return router.push(`/import/${answer.id}`);
    setSending(null);
    setRefusal(answer.refusal);
  };

  return (
    <>
      <Select
        label="What are its rows?"
        data={targets}
        value={target}
        onChange={(value) => value !== null && setTarget(value)}
        allowDeselect={false}
        disabled={sending !== null}
        maw={280}
        mb="sm"
      />
      <Dropzone
        onDrop={send}
        onReject={(rejected) => setRefusal(whyRejected(rejected))}
        maxSize={mostBytes}
        multiple={false}
        disabled={sending !== null}
        inputProps={{ "aria-label": "CSV file" }}
      >
        <Group justify="center" gap="md" mih={110} style={{ pointerEvents: "none" }}>
          <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden="true" />
          <div>
            <Text size="sm">Drop a CSV file here, or choose one</Text>
            <Text size="xs" c="dimmed">
              Up to 1 GB. Any separator and encoding; exports of PagerDuty, Jira, ServiceNow, Opsgenie and
              others are recognised.
            </Text>
          </div>
        </Group>
      </Dropzone>
      {sending !== null && <Sent {...sending} />}
      {refusal !== null && (
        <Text size="sm" c="var(--bad)" role="alert" mt="sm">
          {refusal}
        </Text>
      )}
    </>
  );
}

function Sent({ name, sent, total }: Sending) {
  const share = total === 0 ? 100 : (sent / total) * 100;
  const words =
    share < 100 ? `${fileSize(sent)} of ${fileSize(total)}` : "It is in; its columns are being read";
  return (
    <div role="status" style={{ marginTop: "var(--gap-sm)" }}>
      <Text size="sm" mb="2xs">
        {name}: {words}
      </Text>
      <Progress value={share} animated={share >= 100} aria-label={`${name} is being sent`} />
    </div>
  );
}

function whyRejected([first]: FileRejection[]): string {
  const code = first?.errors[0]?.code;
  if (code === "file-too-large") return "The file is larger than 1 GB. Split it, and import the pieces.";
  return code === "too-many-files" ? "One file at a time." : "This file cannot be taken.";
}

type Answer = { id: string } | { refusal: string };

interface Reply {
  id?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

/** What is wrong with the file says so by itself; of other fields their names are said too. */
function refusalIn(reply: Reply | null): string {
  const ofFile = reply?.errors?.find(({ path }) => path === "file");
  return ofFile?.message ?? reply?.detail ?? "The file was not taken. Try again.";
}

/** By XMLHttpRequest, because fetch does not tell how much was sent. */
function post(file: File, target: string, onSent: (bytes: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("target", target);
    form.append("file", file);
    request.open("POST", "/api/v1/imports");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.onload = () => {
      const body = request.response as Reply | null;
      if (request.status === 201 && body?.id !== undefined) resolve({ id: body.id });
      else resolve({ refusal: refusalIn(body) });
    };
    request.onerror = () => resolve({ refusal: "The connection broke off. Send the file again." });
    request.send(form);
  });
}
