"use client";

import { Button, Stack, Textarea } from "@mantine/core";
import { useState, useTransition } from "react";
import { Card } from "#app/_ui/card.tsx";
import { notice, noticeRefusal } from "#app/_ui/notice.tsx";
import { sectionWords } from "#lib/postmortems/rules.ts";
import { sections } from "#lib/postmortems/schema.ts";
import type { PostmortemTemplate, Settings } from "#lib/settings/schema.ts";
import { saveTemplate } from "./actions.ts";

export function TemplateForm(of: { template: PostmortemTemplate; version: number }) {
  const [texts, setTexts] = useState(of.template);
  const [version, setVersion] = useState(of.version);
  const [pending, start] = useTransition();
  const save = () =>
    start(async () => {
      const filled = Object.entries(texts).filter(([, text]) => text !== undefined && text.trim() !== "");
      const saved = await saveTemplate(Object.fromEntries(filled) as Record<string, string>, version);
      if ("answer" in saved) {
        setVersion(saved.answer.version);
        return notice("The template is saved.");
      }
      if (saved.conflict) setVersion((saved.current as Settings).version);
      noticeRefusal(saved);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Card title="Sections">
        <Stack gap="md" maw="46rem">
          {sections.map((section) => (
            <Textarea
              key={section}
              label={sectionWords[section].title}
              description={sectionWords[section].hint}
              autosize
              minRows={2}
              maxRows={16}
              value={texts[section] ?? ""}
              onChange={(event) => setTexts({ ...texts, [section]: event.currentTarget.value })}
            />
          ))}
          <div>
            <Button type="submit" loading={pending}>
              Save
            </Button>
          </div>
        </Stack>
      </Card>
    </form>
  );
}
