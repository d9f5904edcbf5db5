"use client";

import { Alert, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** A secret that is kept nowhere: to be taken now. */
export function ShownOnce({ title, secret, children }: { title: string; secret: string; children: string }) {
  return (
    <Alert variant="light" title={title} role="status">
      <Text size="sm">{children}</Text>
      <Group mt="xs" gap="xs" wrap="nowrap" align="center">
        <Code block style={{ flex: 1, overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-md"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
