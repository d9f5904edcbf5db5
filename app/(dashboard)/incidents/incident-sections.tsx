"use client";

import {
  InputLabel,
  MultiSelect,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TagsInput,
  TextInput,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { FieldInput, type FieldInputProps } from "#app/_ui/fields/field-input.tsx";
import type { TypedValues } from "#app/_ui/fields/typed.ts";
import { optionsOf } from "#app/_ui/words.ts";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import { contributingFactors, incidentKinds, severities, statuses } from "#lib/incidents/schema.ts";
import { typedTimeExamples } from "#lib/typed-time.ts";
import classes from "./incident-form.module.css";
import type { IncidentFormProps } from "./incident-form.tsx";
import type { Values } from "./incident-values.ts";
import { StateAgainstTimes } from "./state-against-times.tsx";
import { SystemSelect } from "./system-select.tsx";

/** The parts of the form: fields by their entries, and beside them what is more than a field. */

type Props = IncidentFormProps & { form: UseFormReturnType<Values> };
type WithFrom = Props & { from: Values };
type FieldName = keyof TypedValues<typeof incidentFields>;

function Input({
  form,
  zone,
  name,
  ...more
}: Pick<Props, "form" | "zone"> & { name: FieldName } & Partial<FieldInputProps>) {
  return (
    <FieldInput
      field={incidentFields[name]}
      name={name}
      zone={zone}
      value={form.values[name]}
      onChange={(typed) => form.setFieldValue(name, typed as never)}
      error={form.errors[name]}
      {...more}
    />
  );
}

/** All fields of a group that have no place of their own among the others. */
function Inputs({ group, but = [], ...props }: Props & { group: string; but?: readonly FieldName[] }) {
  const names = inPlace(incidentFields, "form").filter(
    (name) => incidentFields[name].group === group,
  ) as FieldName[];
  return names
    .filter((name) => !but.includes(name))
    .map((name) => <Input key={name} name={name} {...props} />);
}

/** Input props of a list, with its own type. */
function list<N extends "origins" | "affected" | "regions" | "factors">(form: Props["form"], name: N) {
  return { ...form.getInputProps(name), value: form.values[name] };
}

export function Essentials(props: Props) {
  const { form, zone, systems, incident } = props;
  return (
    <Stack gap="md">
      <TextInput
        label={incidentFields.title.label}
        placeholder="Checkout times out for card payments"
        required
        data-autofocus
        autoFocus={incident === undefined}
        name="title"
        {...form.getInputProps("title")}
      />
      <div>
        <InputLabel labelElement="div" id="severity-label">
          {incidentFields.severity.label}
        </InputLabel>
        <SegmentedControl
          aria-labelledby="severity-label"
          fullWidth
          data={[
            ...severities.map((level) => ({ value: String(level), label: <SeverityLabel level={level} /> })),
            { value: "", label: "Unknown" },
          ]}
          transitionDuration={0}
          name="severity"
          {...form.getInputProps("severity")}
        />
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Input form={form} zone={zone} name="startedAt" description={`As ${typedTimeExamples}`} />
        <SystemSelect
          label="Began in"
          description="The system where it began"
          known={systems}
          {...list(form, "origins")}
        />
      </SimpleGrid>
      <SystemSelect label="Also affected" known={systems} {...list(form, "affected")} />
      <Inputs {...props} group="essentials" but={["title", "severity", "startedAt"]} />
    </Stack>
  );
}

/** A phone has room for the number alone; it is read out in full. */
function SeverityLabel({ level }: { level: number }) {
  return (
    <>
      <span className={classes.sev}>Sev-</span>
      {level}
    </>
  );
}

const asTimesSay = { value: "", label: "As the times say" };

const notTold = "Nobody said when it ended, or whether it goes on: it counts as neither open nor over";

export function Times(props: WithFrom) {
  const { form, zone, incident } = props;
  const kinds = incidentKinds.filter((kind) => kind !== "duplicate" || incident?.kind === kind);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
      <Inputs {...props} group="times" but={["status", "kind"]} />
      <Input
        form={form}
        zone={zone}
        name="status"
        description={form.values.status === "unknown" ? notTold : undefined}
        options={[
          ...(incident === undefined ? [asTimesSay] : []),
          ...optionsOf(statuses, incidentFields.status.words),
        ]}
      />
      <Input
        form={form}
        zone={zone}
        name="kind"
        description="Only incidents count in figures"
        options={optionsOf(kinds)}
      />
      <StateAgainstTimes {...props} />
    </SimpleGrid>
  );
}

export function Impact(props: Props) {
  const { form, regions } = props;
  return (
    <Stack gap="md">
      <Inputs {...props} group="reach" />
      <TagsInput
        label="Regions"
        description="Marketplaces are regions; Enter adds one"
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={regions}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        {...list(form, "regions")}
      />
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
        <Inputs {...props} group="impact" />
      </SimpleGrid>
    </Stack>
  );
}

export function Cause(props: Props) {
  const { form, zone } = props;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Inputs {...props} group="cause" but={["rootCauseDetail"]} />
      </SimpleGrid>
      <Input form={form} zone={zone} name="rootCauseDetail" />
      <MultiSelect
        label="Contributing factors"
        data={optionsOf(contributingFactors)}
        searchable
        hidePickedOptions
        comboboxProps={{ transitionProps: { duration: 0 } }}
        {...list(form, "factors")}
      />
      {form.values.factors.includes("other") && (
        <TextInput label="Other factor" name="otherFactor" {...form.getInputProps("otherFactor")} />
      )}
    </Stack>
  );
}

export function Ai(props: Props) {
  const { form, zone, tools } = props;
  const { aiInvolvement, aiEvidence, aiTool } = form.values;
  const claimed = ["contributing", "primary"].includes(aiInvolvement) && aiEvidence === "none";
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <Input
          form={form}
          zone={zone}
          name="aiInvolvement"
          description="AI made or shaped the change; an AI product that was down is not involvement"
        />
        <Input
          form={form}
          zone={zone}
          name="aiEvidence"
          description={claimed ? "How is it known? Without evidence it is a claim." : undefined}
        />
        <TagsInput
          label={incidentFields.aiTool.label}
          data={tools}
          maxTags={1}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          value={aiTool === "" ? [] : [aiTool]}
          onChange={([tool]) => form.setFieldValue("aiTool", tool ?? "")}
          error={form.errors.aiTool}
        />
        <Inputs {...props} group="ai" but={["aiInvolvement", "aiEvidence", "aiTool", "aiNote"]} />
      </SimpleGrid>
      <Input form={form} zone={zone} name="aiNote" />
    </Stack>
  );
}
