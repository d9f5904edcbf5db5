import type { Metadata } from "next";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { getSettings } from "#lib/settings/read.ts";
import { TemplateForm } from "./template-form.tsx";

export const metadata: Metadata = { title: "Post-mortem template" };

export default async function TemplatePage() {
  if (!(await permitted("settings.write"))) return <NotPermitted page="Post-mortem template" />;
  const { postmortemTemplate, version } = await ask(getSettings, undefined);
  return (
    <>
      <PageHeader
        question="Post-mortem template"
        answer="What a new post-mortem may begin with, section by section, in Markdown. A section left empty begins empty."
      />
      <TemplateForm template={postmortemTemplate ?? {}} version={version} />
    </>
  );
}
