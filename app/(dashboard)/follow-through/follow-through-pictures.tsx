import { incidentsHref, type Words } from "#app/_server/address.ts";
import { Cards, Wide } from "#app/_ui/layout.tsx";
import { getFollowThrough } from "#lib/analytics/follow-through.ts";
import type { Standing } from "#lib/analytics/follow-up.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { ActionsBy, Ages } from "./action-pictures.tsx";
import { FollowTiles } from "./follow-tiles.tsx";
import { ByOrg, OverTime, type OverTimeProps, postmortemWords, Standings } from "./postmortem-pictures.tsx";

export function FollowThroughPictures({ answer, words, bands }: OverTimeProps) {
  const { period } = answer;
  const postmortems = (standing: readonly Standing[], more: Words = {}) =>
    incidentsHref({ words, period, more: { ...postmortemWords(words, standing), ...more } });
  const actions = (more: Words) =>
    incidentsHref({ words, period, more: { kind: words.kind ?? "incident", ...more }, path: "/actions" });
  return (
    <>
      <FollowTiles answer={answer} postmortems={postmortems} actions={actions} />
      <Cards>
        <Standings answer={answer} postmortems={postmortems} />
        <Ages answer={answer} actions={actions} />
        <Wide>
          <OverTime answer={answer} words={words} bands={bands} />
        </Wide>
        <ByOrg answer={answer} postmortems={postmortems} />
        <ActionsBy
          title="Open actions by organisation"
          noun="Organisation"
          many="organisations"
          rows={answer.actions.byOrg.map(({ org, ...counts }) => ({ name: org, ...counts }))}
          unnamed="Organisation unknown"
          means={meaningOf(getFollowThrough, "actions.open", "actions.byOrg")}
          hrefOf={(name) => actions({ state: "open", org: name ?? "unknown" })}
        />
        <Wide>
          <ActionsBy
            title="Open actions by owner"
            noun="Owner"
            many="owners"
            rest={answer.actions.byOwnerRest}
            rows={answer.actions.byOwner.map(({ owner, ...counts }) => ({ name: owner, ...counts }))}
            unnamed="Nobody named"
            means={meaningOf(getFollowThrough, "actions.open", "actions.byOwner")}
            hrefOf={(name) => actions({ state: "open", owner: name ?? "unknown" })}
          />
        </Wide>
      </Cards>
    </>
  );
}
