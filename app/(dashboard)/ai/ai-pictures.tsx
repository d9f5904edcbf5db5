import { Cards, Wide } from "#app/_ui/layout.tsx";
import { ActivityCard } from "./activity-card.tsx";
import { AgreementCard } from "./agreement-card.tsx";
import { DoseCards } from "./dose-cards.tsx";
import { EvidenceCard, ToolCard } from "./evidence.tsx";
import { FailureCard, RatioCard, TierCard } from "./failures.tsx";
import { FirstChanges } from "./first-changes.tsx";
import { LabelsCard } from "./labels-card.tsx";
import { LedgerCards } from "./ledger-cards.tsx";
import type { OverTimeProps } from "./links.ts";
import { LostOrdersCard, OverTime, SeverityCard, SharesCard } from "./shares.tsx";

export function AiPictures({ answer, words, bands }: OverTimeProps) {
  return (
    <Cards>
      {answer.changes.known + answer.changes.unknown === 0 && (
        <Wide>
          <FirstChanges />
        </Wide>
      )}
      <SharesCard answer={answer} words={words} />
      <FailureCard answer={answer} words={words} />
      <Wide>
        <LabelsCard words={words} />
      </Wide>
      <Wide>
        <AgreementCard words={words} />
      </Wide>
      <ActivityCard words={words} />
      <Wide>
        <OverTime answer={answer} words={words} bands={bands} />
      </Wide>
      <DoseCards words={words} />
      <LedgerCards words={words} />
      <RatioCard answer={answer} words={words} />
      <TierCard answer={answer} words={words} />
      <SeverityCard answer={answer} words={words} />
      <LostOrdersCard answer={answer} words={words} />
      <ToolCard answer={answer} words={words} />
      <EvidenceCard answer={answer} words={words} />
    </Cards>
  );
}
