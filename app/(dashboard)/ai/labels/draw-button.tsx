"use client";

import { Button, Group, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { TypedNumberInput } from "#app/_ui/fields/typed-number-input.tsx";
import { Refusal } from "#app/_ui/sent-form.tsx";
import { readTypedNumber } from "#lib/typed-number.ts";
import { draw } from "./actions.ts";

/** The words of the address that say which changes; the others speak of incidents, or of labels. */
const asked = ["from", "to", "period", "zone", "org", "tier", "system", "source"];
const shownOnly = ["bucket", "compare", "audit"];

const bounds = { whole: true, least: 10, most: 500, unit: "changes" };

export function DrawButton({ words }: { words: Readonly<Record<string, string>> }) {
  const [opened, { close, toggle }] = useDisclosure(false);
  const [size, setSize] = useState("80");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const router = useRouter();
  const kept = Object.entries(words).filter(([word]) => asked.includes(word));
  const passedOver = Object.keys(words).filter((word) => !asked.includes(word) && !shownOnly.includes(word));
  const send = () =>
    start(async () => {
      const read = readTypedNumber(size, bounds);
      if ("refusal" in read) return setRefusal(read.refusal);
      const drawn = await draw({ ...Object.fromEntries(kept), size: read.value } as never);
      if ("answer" in drawn) return router.push(`/ai/labels/check?audit=${drawn.answer}`);
      setRefusal(drawn.message ?? Object.values(drawn.errors).join(" "));
    });
  return (
    <Popover
      opened={opened}
      onChange={(now) => !now && close()}
      width={320}
      position="bottom-end"
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button variant="default" onClick={toggle}>
          Draw a sample
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Draw a sample">
        <Stack gap="sm">
          <Text size="sm">
            From the changes of the period and filter on this page: a quarter culprits of incidents, the rest
            half marked as made with AI and half not.
            {passedOver.length > 0 && ` The sample takes no notice of: ${passedOver.join(", ")}.`}
          </Text>
          <TypedNumberInput
            label="Changes to check"
            description="About two minutes each"
            value={size}
            onChange={setSize}
            bounds={bounds}
          />
          <Refusal>{refusal}</Refusal>
          <Group gap="xs">
            <Button onClick={send} loading={pending}>
              Draw
            </Button>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
