"use client";

import { Accordion, Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { Held, heldValues } from "#app/_ui/fields/held.tsx";
import type { Errors, TypedValues } from "#app/_ui/fields/typed.ts";
import { overtaken } from "#app/_ui/overtaken.ts";
import { Refusal, untouched } from "#app/_ui/sent-form.tsx";
import { useShowRefused } from "#app/_ui/use-show-refused.ts";
import { incidentFields, inPlace } from "#lib/fields/entries.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { editIncident, logIncident, sendTyped } from "./actions.ts";
import { ChangePicker } from "./change-picker.tsx";
import classes from "./incident-form.module.css";
import { Ai, Cause, Essentials, Impact, Times } from "./incident-sections.tsx";
import { blankValues, bodyOf, inWords, labels, type Values, valuesOf } from "./incident-values.ts";
import type { Choice } from "./system-select.tsx";

export type IncidentFormProps = {
  zone: string;
  zoneWords: string;
  systems: Choice[];
  regions: string[];
  tools: string[];
  /** The incident to change; without one a new one is logged. */
  incident?: Incident;
};

type FieldName = keyof TypedValues<typeof incidentFields>;

const inGroup = (...groups: string[]) =>
  inPlace(incidentFields, "form").filter((name) =>
    groups.includes(incidentFields[name].group),
  ) as FieldName[];

/** What is folded, and what stands in it. */
const folds: Record<string, readonly (keyof Values)[]> = {
  times: inGroup("times"),
  reach: [...inGroup("reach", "impact"), "regions"],
  cause: [...inGroup("cause"), "factors", "otherFactor"],
  ai: inGroup("ai"),
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
  const [posted, post] = useActionState(sendTyped, untouched);
  const form = useForm<Values>({
    mode: "controlled",
    initialValues: heldValues(posted.values, from),
    initialErrors: posted.errors,
  });
  const [open, setOpen] = useState<string[]>(incident === undefined ? foldsWith(posted.errors) : allFolds);
  const [problem, setProblem] = useState<string | null>(posted.message ?? otherErrors(posted.errors));
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
      action={post}
      onSubmit={form.onSubmit(submit)}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Held values={form.values} version={version} id={incident?.id} />
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
            <Times form={form} from={from} {...props} />
          </Fold>
          <Fold value="reach" title="Reach and impact">
            <Impact form={form} {...props} />
          </Fold>
          <Fold value="cause" title="Cause and contributing factors">
            <Cause form={form} {...props} />
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
