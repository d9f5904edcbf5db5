"use client";

import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { overtaken } from "#app/_ui/overtaken.ts";
import { Refusal } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import { systemFields } from "#lib/fields/entries.ts";
import { type System, slugOf } from "#lib/systems/schema.ts";
import { type Choice, SystemSelect } from "../incidents/system-select.tsx";
import { addSystem, changeSystem } from "./actions.ts";
import classes from "./systems.module.css";

type Values = {
  name: string;
  slug: string;
  tier: string;
  org: string;
  owner: string;
  description: string;
  dependsOn: string[];
  retired: boolean;
};

function valuesOf(system: System | undefined): Values {
  return {
    name: system?.name ?? "",
    slug: system?.slug ?? "",
    tier: system?.tier ? String(system.tier) : "",
    org: system?.org ?? "",
    owner: system?.owner ?? "",
    description: system?.description ?? "",
    dependsOn: system?.dependsOn ?? [],
    retired: (system?.retiredAt ?? null) !== null,
  };
}

function bodyOf(values: Values, system: System | undefined): Record<string, unknown> {
  const { name, tier, org, owner, description, dependsOn, retired } = values;
  const blank = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    name: name.trim(),
    tier: tier === "" ? null : Number(tier),
    org: blank(org),
    owner: blank(owner),
    description: blank(description),
    dependsOn,
    retiredAt: retired ? (system?.retiredAt ?? new Date()).toISOString() : null,
  };
}

/** As the form calls them. */
const labels: Record<keyof Values, string> = {
  name: systemFields.name.label,
  slug: "Slug",
  tier: systemFields.tier.label,
  org: systemFields.org.label,
  owner: systemFields.owner.label,
  description: systemFields.description.label,
  dependsOn: "Depends on",
  retired: systemFields.retiredAt.label,
};

export type SystemFormProps = { system?: System; orgs: string[]; systems: Choice[] };

export function SystemForm({ system, orgs, systems }: SystemFormProps) {
  const router = useRouter();
  const form = useForm<Values>({ mode: "controlled", initialValues: valuesOf(system) });
  const [version, setVersion] = useState(system?.version ?? 0);
  const [from, setFrom] = useState(() => valuesOf(system));
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const [sheet, showRefused] = useShowRefused();
  const proposed = slugOf(form.values.name);
  const submit = (values: Values) =>
    start(async () => {
      const body = bodyOf(values, system);
      const saved =
        system === undefined
          ? await addSystem({ ...body, slug: values.slug.trim() || proposed })
          : await changeSystem(system.slug, { ...body, version });
      if ("answer" in saved) return router.push(`/systems/${encodeURIComponent(saved.answer.slug)}`);
      form.setErrors(saved.errors);
      setProblem(saved.message);
      showRefused();
      if (saved.conflict && system !== undefined && saved.current !== null) {
        const current = saved.current as System;
        const stored = valuesOf(current);
        const met = overtaken({ stored, from, typed: values, labels });
        setVersion(current.version);
        form.setValues(met.values);
        setFrom(stored);
        setProblem(met.problem);
      }
    });
  return (
    <form ref={sheet} onSubmit={form.onSubmit(submit)} noValidate className={classes.form}>
      <Card title="The system">
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput
              label={labels.name}
              required
              autoFocus={system === undefined}
              {...form.getInputProps("name")}
            />
            {system === undefined ? (
              <TextInput
                label={labels.slug}
                description="Names it in addresses and in the API; it does not change"
                inputWrapperOrder={["label", "input", "description", "error"]}
                placeholder={proposed}
                {...form.getInputProps("slug")}
              />
            ) : (
              <Checkbox
                mt="lg"
                label={labels.retired}
                {...form.getInputProps("retired", { type: "checkbox" })}
              />
            )}
            <NativeSelect
              label={labels.tier}
              data={[
                { value: "", label: "Not recorded" },
                ...["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` })),
              ]}
              {...form.getInputProps("tier")}
            />
            <Autocomplete
              label={labels.org}
              data={orgs}
              comboboxProps={{ transitionProps: { duration: 0 } }}
              {...form.getInputProps("org")}
            />
            <TextInput label={labels.owner} {...form.getInputProps("owner")} />
          </SimpleGrid>
          <Textarea
            label={labels.description}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps("description")}
          />
          <SystemSelect
            label={labels.dependsOn}
            description="Systems that it cannot work without"
            known={systems}
            canAdd={false}
            value={form.values.dependsOn}
            onChange={(dependsOn) => form.setFieldValue("dependsOn", dependsOn)}
            error={Object.entries(form.errors).find(([path]) => path.startsWith("dependsOn"))?.[1]}
          />
          <Refusal>{problem}</Refusal>
          <Group gap="sm">
            <Button type="submit" loading={pending}>
              {system === undefined ? "Add the system" : "Save"}
            </Button>
            <Button variant="default" onClick={() => router.back()}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </Card>
    </form>
  );
}
