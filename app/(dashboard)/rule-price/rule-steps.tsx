"use client";

import { Button, Group } from "@mantine/core";
import { useTransition } from "react";
import { noticeRefusal, noticeWithUndo } from "#app/_ui/notice.tsx";
import type { OwnRule, RuleState } from "#lib/guardrail-rules/schema.ts";
import { moveRule, type Step } from "./actions.ts";

type Move = { step: Step; label: string; done: string; undo: Step };

const shadow: Move = { step: "shadow", label: "Try in shadow", done: "is in shadow", undo: "draft" };
const retire = (undo: Step): Move => ({ step: "retire", label: "Put away", done: "is put away", undo });

/** What can be done from each state, each with the step that takes it back. */
const moves: Record<RuleState, readonly Move[]> = {
  draft: [shadow, retire("draft")],
  shadow: [
    { step: "enforce", label: "Make live", done: "is live", undo: "release" },
    { step: "draft", label: "Back to draft", done: "is a draft again", undo: "shadow" },
    retire("shadow"),
  ],
  live: [{ step: "release", label: "Take back into shadow", done: "is in shadow again", undo: "enforce" }],
  retired: [{ step: "draft", label: "Back to draft", done: "is a draft again", undo: "retire" }],
};

const forEnforcers: readonly Step[] = ["enforce", "release"];

export function RuleSteps({
  rule,
  canEnforce,
}: {
  rule: Pick<OwnRule, "id" | "name" | "state" | "version">;
  canEnforce: boolean;
}) {
  const [pending, start] = useTransition();
  const move = ({ step, done, undo }: Move) =>
    start(async () => {
      const moved = await moveRule(step, rule.id, rule.version);
      if (!("answer" in moved)) return noticeRefusal(moved);
      const { version } = moved.answer;
      noticeWithUndo({ words: `“${rule.name}” ${done}.`, undo: () => moveRule(undo, rule.id, version) });
    });
  return (
    <Group gap="xs">
      {moves[rule.state]
        .filter(({ step }) => canEnforce || !forEnforcers.includes(step))
        .map((one, place) => (
          <Button
            key={one.step}
            size="compact-sm"
            variant={place === 0 ? "default" : "subtle"}
            disabled={pending}
            aria-label={`${one.label}: ${rule.name}`}
            onClick={() => move(one)}
          >
            {one.label}
          </Button>
        ))}
    </Group>
  );
}
