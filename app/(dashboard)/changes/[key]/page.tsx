import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ask, pageScope } from "#app/_server/ask.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { Cards } from "#app/_ui/layout.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { permits } from "#lib/actor.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { getChange } from "#lib/changes/read.ts";
import { isAppError } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";
import classes from "../changes.module.css";
import { GuardrailList, verdictWords } from "../guardrail-list.tsx";
import { ActivityCard } from "./activity-card.tsx";
import { AuditForm } from "./audit-form.tsx";
import { ChangeFactsCard, LinkedIncidents } from "./change-cards.tsx";
import { EvidenceCard } from "./evidence-card.tsx";

type Props = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  return { title: /^\d+$/.test(key) ? `CHG-${key}` : "Change" };
}

export default async function ChangePage({ params }: Props) {
  const { key } = await params;
  const [change, { zone }, { actor }] = await Promise.all([
    ask(getChange, { key }).catch((error: unknown) => {
      if (isAppError(error) && error.code === "not-found") notFound();
      throw error;
    }),
    ask(getSettings, undefined),
    pageScope(),
  ]);
  return (
    <>
      <PageHeader
        question={change.title}
        basis={
          <span className={classes.badges}>
            <span>CHG-{change.number}</span>
            <span>
              deployed <Instant at={change.deployedAt} precision={change.deployedPrecision} zone={zone} />
            </span>
            {change.deletedAt !== null && <span>deleted: not counted in figures</span>}
            <AiBadge ai={change.aiAssistance} tool={change.aiTool} />
          </span>
        }
      />
      <Cards>
        <Card title="Guardrails" means={meaningOf(getChange, "guardrails")}>
          <p className={classes.verdict}>{verdictWords[change.guardrails.verdict]}</p>
          <GuardrailList check={change.guardrails} />
        </Card>
        <EvidenceCard change={change} zone={zone} mayDecide={permits(actor, "change.write")} />
        <ChangeFactsCard change={change} zone={zone} />
        <ActivityCard changeKey={change.id} />
        <LinkedIncidents change={change} zone={zone} />
        <Card
          title="Audit"
          subtitle={change.auditedAt === null ? "not audited" : `by ${change.auditedBy ?? "somebody"}`}
        >
          {change.auditedAt !== null && (
            <p className={classes.verdict}>
              {change.auditOutcome === "deviation" ? "Deviates" : "In order"}, audited{" "}
              <Instant at={change.auditedAt} zone={zone} />.
              {change.auditNote !== null && <span className={classes.reason}>{change.auditNote}</span>}
            </p>
          )}
          {permits(actor, "change.audit") && (
            <AuditForm id={change.id} version={change.version} again={change.auditedAt !== null} />
          )}
        </Card>
      </Cards>
    </>
  );
}
