"use client";

import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, startTransition, useActionState, useEffect, useState } from "react";
import type { FormState } from "#app/_server/form.ts";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { interventionFields } from "#lib/fields/entries.ts";
import { type Intervention, interventionKinds } from "#lib/interventions/schema.ts";
import { remove, save, timeToTell } from "./actions.ts";

export type Offered = { orgs: string[]; systems: { value: string; label: string }[] };
type Editable = Pick<
  Intervention,
  "id" | "version" | "name" | "kind" | "startsOn" | "endsOn" | "scope" | "note"
>;

export function NewIntervention({ offered }: { offered: Offered }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>Add an intervention</Button>
      <Modal opened={opened} onClose={close} title="What was done?" size="lg">
        <InterventionForm offered={offered} onDone={close} />
      </Modal>
    </>
  );
}

export function EditIntervention({ intervention, offered }: { intervention: Editable; offered: Offered }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={`Edit ${intervention.name}`}>
        Edit
      </Button>
      <Modal opened={opened} onClose={close} title={`Edit “${intervention.name}”`} size="lg">
        <InterventionForm intervention={intervention} offered={offered} onDone={close} />
        <RemoveForm intervention={intervention} onDone={close} />
      </Modal>
    </>
  );
}

/** Closes the dialog once it is stored; a refusal leaves it open with everything typed. */
function useDone(state: FormState, onDone: () => void): void {
  const { answer } = state;
  useEffect(() => {
    if (answer !== undefined) onDone();
  }, [answer, onDone]);
}

type FormProps = { intervention?: Editable; offered: Offered; onDone: () => void };

function InterventionForm({ intervention, offered, onDone }: FormProps) {
  const [state, send, pending] = useActionState(save, untouched);
  useDone(state, onDone);
  const { message, errors } = state;
  // As the form's action it would empty the form once it is through, also of what was refused.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => send(form));
  };
  const refused = (field: string) => errors[field] ?? errors[`patch.${field}`];
  const known = (field: "name" | "kind" | "startsOn" | "endsOn" | "note") =>
    intervention?.[field] ?? undefined;
  return (
    <form onSubmit={submit}>
      <input type="hidden" name="id" value={intervention?.id ?? ""} />
      <input type="hidden" name="version" value={intervention?.version ?? ""} />
      <Stack gap="sm">
        <Refusal>{message}</Refusal>
        <TextInput
          name="name"
          label={interventionFields.name.label}
          required
          defaultValue={known("name")}
          error={refused("name")}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <NativeSelect
            name="kind"
            label={interventionFields.kind.label}
            data={interventionKinds.map((kind) => ({ value: kind, label: kind }))}
            defaultValue={known("kind") ?? "other"}
          />
          <TextInput
            type="date"
            name="startsOn"
            label={interventionFields.startsOn.label}
            required
            defaultValue={known("startsOn")}
            error={refused("startsOn")}
          />
          <TextInput
            type="date"
            name="endsOn"
            label={interventionFields.endsOn.label}
            description="Empty while it goes on"
            defaultValue={known("endsOn")}
            error={refused("endsOn")}
            inputWrapperOrder={["label", "input", "description", "error"]}
          />
        </SimpleGrid>
        <ScopeFields intervention={intervention} offered={offered} error={scopeError(errors)} />
        <Textarea
          name="note"
          label={interventionFields.note.label}
          description="What exactly was changed, and what else was going on"
          autosize
          minRows={2}
          defaultValue={known("note")}
          error={refused("note")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function scopeError(errors: Record<string, string>): string | undefined {
  return Object.entries(errors).find(([path]) => path.replace("patch.", "").startsWith("scope"))?.[1];
}

const reaches = [
  { value: "all", label: "Everyone" },
  { value: "org", label: "Organisations" },
  { value: "tier", label: "Tiers" },
  { value: "systems", label: "Systems" },
];

type ScopeProps = { intervention?: Editable; offered: Offered; error?: string };

function ScopeFields({ intervention, offered, error }: ScopeProps) {
  const scope = intervention?.scope ?? { to: "all" as const };
  const [to, setTo] = useState<string>(scope.to);
  const [orgs, setOrgs] = useState(scope.to === "org" ? scope.orgs : []);
  const [tiers, setTiers] = useState(scope.to === "tier" ? scope.tiers.map(String) : ["1"]);
  const [systems, setSystems] = useState(scope.to === "systems" ? scope.systems : []);
  return (
    <Stack gap="xs">
      <NativeSelect
        name="to"
        label="Reaches"
        data={reaches}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={to === "all" ? error : undefined}
      />
      {to === "org" && (
        <MultiSelect
          name="orgs"
          label="Organisations"
          data={[...new Set([...offered.orgs, ...orgs])]}
          value={orgs}
          onChange={setOrgs}
          searchable
          error={error}
        />
      )}
      {to === "tier" && (
        <MultiSelect
          name="tiers"
          label="Tiers"
          data={["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` }))}
          value={tiers}
          onChange={setTiers}
          error={error}
        />
      )}
      {to === "systems" && (
        <MultiSelect
          name="systems"
          label="Systems"
          data={offered.systems}
          value={systems}
          onChange={setSystems}
          searchable
          limit={100}
          error={error}
        />
      )}
      <TimeToTell to={to} orgs={orgs.join(",")} tiers={tiers.join(",")} systems={systems.join(",")} />
    </Stack>
  );
}

/** Asked again whenever the reach changes; nothing is said where nobody named whom it reaches yet. */
function TimeToTell({ to, orgs, tiers, systems }: Record<"to" | "orgs" | "tiers" | "systems", string>) {
  const [text, setText] = useState("");
  useEffect(() => {
    const named = { all: "all", org: orgs, tier: tiers, systems }[to] ?? "";
    let isCurrent = true;
    const tell = (told: string) => isCurrent && setText(told);
    if (named === "") tell("");
    else timeToTell({ to, orgs, tiers, systems }).then(tell, () => tell(""));
    return () => {
      isCurrent = false;
    };
  }, [to, orgs, tiers, systems]);
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {text}
    </Text>
  );
}

function RemoveForm({ intervention, onDone }: { intervention: Editable; onDone: () => void }) {
  const [state, send, pending] = useActionState(remove, untouched);
  useDone(state, onDone);
  return (
    <form action={send}>
      <input type="hidden" name="id" value={intervention.id} />
      <input type="hidden" name="version" value={intervention.version} />
      <Refusal>{state.message ?? Object.values(state.errors)[0]}</Refusal>
      <Button type="submit" variant="subtle" color="red" size="xs" loading={pending}>
        Delete this intervention
      </Button>
    </form>
  );
}
