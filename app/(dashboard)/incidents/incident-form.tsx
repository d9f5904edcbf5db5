"use client";

import {
  Accordion,
  Button,
  Group,
  InputLabel,
  MultiSelect,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { overtaken } from "#app/_ui/overtaken.ts";
import { Refusal } from "#app/_ui/sent-form.tsx";
import { TypedTimeInput } from "#app/_ui/typed-time-input.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import { optionsOf } from "#app/_ui/words.ts";
import {
  aiEvidences,
  aiInvolvements,
  contributingFactors,
  type Incident,
  incidentKinds,
  rootCauses,
  severities,
  statuses,
  triggers,
} from "#lib/incidents/schema.ts";
import { typedTimeExamples } from "#lib/typed-time.ts";
import { editIncident, logIncident } from "./actions.ts";
import { ChangePicker } from "./change-picker.tsx";
import classes from "./incident-form.module.css";
import {
  blankValues,
  bodyOf,
  type Errors,
  inWords,
  labels,
  type Values,
  valuesOf,
} from "./incident-values.ts";
import { type Choice, SystemSelect } from "./system-select.tsx";

export type IncidentFormProps = {
  zone: string;
  zoneWords: string;
  systems: Choice[];
  regions: string[];
  tools: string[];
  /** The incident to change; without one a new one is logged. */
  incident?: Incident;
};

type Form = ReturnType<typeof useForm<Values>>;

/** Input props with the value's own type. */
function field<N extends keyof Values>(form: Form, name: N) {
  return { ...form.getInputProps(name), value: form.values[name] };
}

/** What is folded, and which fields stand in it. */
const folds: Record<string, readonly (keyof Values)[]> = {
  times: ["detectedAt", "mitigatedAt", "resolvedAt", "status", "kind"],
  reach: [
    "summary",
    "regions",
    "lostOrders",
    "errors",
    "customersAffected",
    "orderDropPercent",
    "customerFacing",
  ],
  cause: ["trigger", "rootCause", "rootCauseDetail", "factors", "otherFactor"],
  ai: ["aiInvolvement", "aiEvidence", "aiTool", "aiNote"],
  changes: ["changes"],
};
const allFolds = Object.keys(folds);

function foldsWith(errors: Errors): string[] {
  const refused = Object.keys(errors).map((path) => path.split(".")[0]);
  return allFolds.filter((fold) => folds[fold]!.some((name) => refused.includes(name)));
}

export function IncidentForm(props: IncidentFormProps) {
  const { zone, incident } = props;
  const router = useRouter();
  const [from, setFrom] = useState(() => (incident === undefined ? blankValues : valuesOf(incident, zone)));
  const [version, setVersion] = useState(incident?.version ?? 0);
  const form = useForm<Values>({ mode: "controlled", initialValues: from });
  const [open, setOpen] = useState<string[]>(incident === undefined ? [] : allFolds);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const [sheet, showRefused] = useShowRefused();

  const refuse = (errors: Errors, message: string | null) => {
    form.setErrors(errors);
    setOpen((now) => [...new Set([...now, ...foldsWith(errors)])]);
    setProblem(message ?? otherErrors(errors));
    showRefused();
  };
  const submit = (values: Values) =>
    start(async () => {
      const read = bodyOf(values, from, { zone, now: new Date(), factors: incident?.factors });
      if ("errors" in read) return refuse(read.errors, null);
      if (incident === undefined) {
        const logged = await logIncident(read.body);
        if ("answer" in logged) return router.push(`/incidents/${logged.answer.number}`);
        return refuse(logged.errors, logged.message);
      }
      if (Object.keys(read.body).length === 0) return router.push(`/incidents/${incident.number}`);
      const saved = await editIncident(incident.id, { ...read.body, version });
      if ("answer" in saved) return router.push(`/incidents/${incident.number}`);
      if (!saved.conflict) return refuse(saved.errors, saved.message);
      const current = saved.current as Incident;
      const stored = valuesOf(current, zone);
      const met = overtaken({ stored, from, typed: values, labels, inWords });
      setVersion(current.version);
      form.setValues(met.values);
      setFrom(stored);
      setProblem(met.problem);
    });

  return (
    <form
      ref={sheet}
      onSubmit={form.onSubmit(submit)}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Stack gap="md" className={classes.form}>
        <Card title="What, how bad, since when, where" subtitle={`Times in ${props.zoneWords}`}>
          <Essentials form={form} {...props} />
        </Card>
        <Accordion
          multiple
          value={open}
          onChange={setOpen}
          variant="separated"
          transitionDuration={0}
          order={2}
          classNames={{ item: classes.item, label: classes.label }}
        >
          <Fold value="times" title="State and further times">
            <Times form={form} {...props} />
          </Fold>
          <Fold value="reach" title="Reach and impact">
            <Impact form={form} {...props} />
          </Fold>
          <Fold value="cause" title="Cause and contributing factors">
            <Cause form={form} />
          </Fold>
          <Fold value="ai" title="AI involvement">
            <Ai form={form} {...props} />
          </Fold>
          <Fold value="changes" title="Changes">
            <ChangePicker
              values={form.values}
              linked={incident?.changes ?? []}
              zone={zone}
              onChange={(changes) => form.setFieldValue("changes", changes)}
            />
          </Fold>
        </Accordion>
        <Refusal>{problem}</Refusal>
        <Group gap="sm">
          <Button type="submit" loading={pending}>
            {incident === undefined ? "Log the incident" : "Save"}
          </Button>
          <Button variant="default" onClick={() => router.back()}>
            Cancel
          </Button>
          <span className={classes.hint}>Ctrl or ⌘ with Enter sends from anywhere.</span>
        </Group>
      </Stack>
    </form>
  );
}

/** Refusals of fields that the form does not show by name are told below it. */
function otherErrors(errors: Errors): string | null {
  const others = Object.entries(errors).filter(([path]) => !(path in blankValues));
  return others.length === 0 ? null : others.map(([path, message]) => `${path}: ${message}`).join(" ");
}

function Fold({ value, title, children }: { value: string; title: string; children: ReactNode }) {
  return (
    <Accordion.Item value={value}>
      <Accordion.Control>{title}</Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}

function Essentials({ form, zone, systems, incident }: IncidentFormProps & { form: Form }) {
  return (
    <Stack gap="md">
      <TextInput
        label="Title"
        placeholder="Checkout times out for card payments"
        required
        data-autofocus
        autoFocus={incident === undefined}
        {...form.getInputProps("title")}
      />
      <div>
        <InputLabel labelElement="div" id="severity-label">
          Severity
        </InputLabel>
        <SegmentedControl
          aria-labelledby="severity-label"
          fullWidth
          data={[
            ...severities.map((level) => ({ value: String(level), label: <SeverityLabel level={level} /> })),
            { value: "", label: "Unknown" },
          ]}
          transitionDuration={0}
          {...form.getInputProps("severity")}
        />
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TypedTimeInput
          label="Impact began"
          required
          zone={zone}
          description={`As ${typedTimeExamples}`}
          {...field(form, "startedAt")}
        />
        <SystemSelect
          label="Began in"
          description="The system where it began"
          known={systems}
          {...field(form, "origins")}
        />
      </SimpleGrid>
      <SystemSelect label="Also affected" known={systems} {...field(form, "affected")} />
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

function Times({ form, zone, incident }: IncidentFormProps & { form: Form }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
      <TypedTimeInput label="Detected" zone={zone} {...field(form, "detectedAt")} />
      <TypedTimeInput label="Mitigated" zone={zone} {...field(form, "mitigatedAt")} />
      <TypedTimeInput label="Resolved" zone={zone} {...field(form, "resolvedAt")} />
      <NativeSelect
        label="State"
        data={[
          ...(incident === undefined ? [{ value: "", label: "As the times say" }] : []),
          ...optionsOf(statuses),
        ]}
        {...form.getInputProps("status")}
      />
      <NativeSelect
        label="Kind"
        description="Only incidents count in figures"
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={optionsOf(incidentKinds.filter((kind) => kind !== "duplicate" || incident?.kind === kind))}
        {...form.getInputProps("kind")}
      />
    </SimpleGrid>
  );
}

const notRecorded = "not recorded";

function Impact({ form, regions }: IncidentFormProps & { form: Form }) {
  const count = (name: "lostOrders" | "errors" | "customersAffected", label: string) => (
    <NumberInput
      label={label}
      placeholder={notRecorded}
      min={0}
      allowDecimal={false}
      thousandSeparator=","
      hideControls
      {...form.getInputProps(name)}
    />
  );
  return (
    <Stack gap="md">
      <Textarea label="Summary" autosize minRows={2} maxRows={10} {...form.getInputProps("summary")} />
      <TagsInput
        label="Regions"
        description="Marketplaces are regions; Enter adds one"
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={regions}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        {...form.getInputProps("regions")}
      />
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
        {count("lostOrders", "Lost orders")}
        {count("errors", "Errors")}
        {count("customersAffected", "Customers affected")}
        <NumberInput
          label="Fewer orders by"
          suffix=" %"
          placeholder={notRecorded}
          min={0}
          max={100}
          hideControls
          {...form.getInputProps("orderDropPercent")}
        />
        <NativeSelect
          label="Customer-facing"
          data={[
            { value: "", label: "Not recorded" },
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          {...form.getInputProps("customerFacing")}
        />
      </SimpleGrid>
    </Stack>
  );
}

function Cause({ form }: { form: Form }) {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect label="Trigger" data={optionsOf(triggers)} {...form.getInputProps("trigger")} />
        <NativeSelect label="Root cause" data={optionsOf(rootCauses)} {...form.getInputProps("rootCause")} />
      </SimpleGrid>
      <Textarea
        label="Root cause in detail"
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps("rootCauseDetail")}
      />
      <MultiSelect
        label="Contributing factors"
        data={optionsOf(contributingFactors)}
        searchable
        hidePickedOptions
        comboboxProps={{ transitionProps: { duration: 0 } }}
        {...form.getInputProps("factors")}
      />
      {form.values.factors.includes("other") && (
        <TextInput label="Other factor" {...form.getInputProps("otherFactor")} />
      )}
    </Stack>
  );
}

function Ai({ form, tools }: IncidentFormProps & { form: Form }) {
  const involved = form.values.aiInvolvement === "contributing" || form.values.aiInvolvement === "primary";
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <NativeSelect
          label="Involvement"
          description="AI made or shaped the change; an AI product that was down is not involvement"
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={optionsOf(aiInvolvements)}
          {...form.getInputProps("aiInvolvement")}
        />
        <NativeSelect
          label="Evidence"
          description={
            involved && form.values.aiEvidence === "none"
              ? "How is it known? Without evidence it is a claim."
              : undefined
          }
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={optionsOf(aiEvidences)}
          {...form.getInputProps("aiEvidence")}
        />
        <TagsInput
          label="Tool"
          data={tools}
          maxTags={1}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          value={form.values.aiTool === "" ? [] : [form.values.aiTool]}
          onChange={([tool]) => form.setFieldValue("aiTool", tool ?? "")}
          error={form.errors.aiTool}
        />
      </SimpleGrid>
      <Textarea label="Note" autosize minRows={2} maxRows={8} {...form.getInputProps("aiNote")} />
    </Stack>
  );
}
