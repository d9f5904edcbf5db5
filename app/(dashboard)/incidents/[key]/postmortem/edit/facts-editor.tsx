"use client";

import { MultiSelect, NativeSelect, SimpleGrid } from "@mantine/core";
import { useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { noticeRefusal } from "#app/_ui/notice.tsx";
import { optionsOf } from "#app/_ui/words.ts";
import {
  aiEvidences,
  aiInvolvements,
  contributingFactors,
  type Incident,
  rootCauses,
} from "#lib/incidents/schema.ts";
import { editIncident } from "../../../actions.ts";

/** What the figures count: said once on the incident, and settled while the post-mortem is written. */
export function FactsEditor({
  incident,
  onSaved,
}: {
  incident: Incident;
  onSaved: (incident: Incident) => void;
}) {
  const [pending, start] = useTransition();
  const save = (patch: Record<string, unknown>) =>
    start(async () => {
      const saved = await editIncident(incident.id, { ...patch, version: incident.version });
      if ("answer" in saved) return onSaved(saved.answer);
      if (!saved.conflict) return noticeRefusal(saved);
      // Others changed other fields: the one set here is set on what they saved.
      const current = saved.current as Incident;
      const again = await editIncident(incident.id, { ...patch, version: current.version });
      if ("answer" in again) onSaved(again.answer);
      else noticeRefusal(again);
    });
  const select = (
    name: "rootCause" | "aiInvolvement" | "aiEvidence",
    label: string,
    values: readonly string[],
  ) => (
    <NativeSelect
      label={label}
      data={optionsOf(values)}
      value={incident[name]}
      disabled={pending}
      onChange={(event) => save({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div id="aiInvolvement">
      <Card title="What the figures count" subtitle="Recorded with the incident, saved at once">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" mb="md">
          {select("aiInvolvement", "AI involvement", aiInvolvements)}
          {select("aiEvidence", "Evidence for it", aiEvidences)}
          {select("rootCause", "Kind of root cause", rootCauses)}
        </SimpleGrid>
        <MultiSelect
          label="Contributing factors"
          data={optionsOf(contributingFactors)}
          value={incident.factors.map(({ factor }) => factor)}
          disabled={pending}
          searchable
          hidePickedOptions
          comboboxProps={{ transitionProps: { duration: 0 } }}
          onChange={(factors) =>
            save({
              factors: factors.map((factor) => ({
                factor,
                note: incident.factors.find((one) => one.factor === factor)?.note ?? null,
              })),
            })
          }
        />
      </Card>
    </div>
  );
}
