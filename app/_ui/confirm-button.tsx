"use client";

import { Button, Group, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useState, useTransition } from "react";

export type ConfirmButtonProps = {
  label: string;
  /** What will happen, before it does. */
  children: ReactNode;
  confirmLabel: string;
  /** Of the button that leaves all as it is. */
  keepLabel?: string;
  /** Gives the reason when it was refused. */
  onConfirm: () => Promise<{ message: string | null }>;
};

/** Asks once before something that cannot be taken back. */
export function ConfirmButton({
  label,
  children,
  confirmLabel,
  keepLabel = "Keep",
  onConfirm,
}: ConfirmButtonProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const { message } = await onConfirm();
      setRefusal(message);
      if (message === null) close();
    });
  return (
    <Popover
      opened={opened}
      onChange={(now) => !now && close()}
      width={280}
      position="bottom-end"
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={opened ? close : open}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Text size="sm">{children}</Text>
        {refusal !== null && (
          <Text size="sm" c="var(--bad)" role="alert" mt="xs">
            {refusal}
          </Text>
        )}
        <Group mt="sm" gap="xs">
          <Button size="compact-sm" color="red" onClick={confirm} loading={pending}>
            {confirmLabel}
          </Button>
          <Button size="compact-sm" variant="default" onClick={close}>
            {keepLabel}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
