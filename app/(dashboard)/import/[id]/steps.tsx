"use client";

import { Stepper } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type ImportStep, steps } from "../words.ts";
import classes from "./steps.module.css";

const names: Record<ImportStep, { label: string; description: string }> = {
  columns: { label: "Columns", description: "what each one is" },
  questions: { label: "Questions", description: "what the file leaves open" },
  preview: { label: "Preview", description: "what would be stored" },
  run: { label: "Run", description: "goes on by itself" },
  report: { label: "Report", description: "and undo" },
};

type StepsProps = { id: string; at: ImportStep; reached: ImportStep };

/** Where the import is. What was chosen can be gone back to until it runs. */
export function Steps({ id, at, reached }: StepsProps) {
  const router = useRouter();
  const open = reached !== "run" && reached !== "report";
  const active = steps.indexOf(at);
  const ended = at === "report";
  return (
    <nav aria-label="Steps of the import">
      <p className={classes.now} aria-hidden="true">
        Step {active + 1} of {steps.length}: {names[at].label}, {names[at].description}
      </p>
      <Stepper
        active={ended ? steps.length : active}
        size="sm"
        iconSize={30}
        wrap={false}
        onStepClick={(step) => router.push(`/import/${id}?step=${steps[step]}`)}
        classNames={{
          stepBody: classes.body,
          stepDescription: classes.description,
          stepLabel: classes.label,
        }}
      >
        {steps.map((step, index) => (
          <Stepper.Step
            key={step}
            label={names[step].label}
            description={names[step].description}
            allowStepSelect={open && index <= steps.indexOf(reached) && index < 3}
            aria-current={step === at ? "step" : undefined}
          />
        ))}
      </Stepper>
    </nav>
  );
}
