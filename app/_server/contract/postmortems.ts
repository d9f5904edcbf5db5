import { exportPostmortem } from "#lib/postmortems/export.ts";
import { getPostmortem } from "#lib/postmortems/read.ts";
import { PostmortemDraft } from "#lib/postmortems/schema.ts";
import {
  publishPostmortem,
  recordPostmortems,
  savePostmortem,
  submitPostmortem,
  withdrawPostmortem,
} from "#lib/postmortems/write.ts";
import { endpoint } from "../endpoint.ts";
import { actionEndpoint, Batch, batchLimit, bodyOnly, getEndpoint, keyInput, patchOf } from "./kit.ts";

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

export const postmortemsContract = {
  getPostmortem: getEndpoint("/incidents/{key}/postmortem", getPostmortem),
  exportPostmortem: endpoint({
    method: "GET",
    path: "/incidents/{key}/postmortem.md",
    operation: exportPostmortem,
    input: keyInput,
    file: "text/markdown",
    reply: ({ fileName, text }) => ({
      text: once(text),
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `attachment; filename="${fileName}"`,
        "x-content-type-options": "nosniff",
      },
    }),
  }),
  savePostmortem: endpoint({
    method: "PUT",
    path: "/incidents/{key}/postmortem",
    operation: savePostmortem,
    body: PostmortemDraft,
    bodyAt: "draft",
    input: (received) => ({ ...keyInput(received), draft: patchOf(received) }),
  }),
  publishPostmortem: actionEndpoint("/incidents/{key}/postmortem/publish", publishPostmortem),
  submitPostmortem: actionEndpoint("/incidents/{key}/postmortem/review", submitPostmortem),
  withdrawPostmortem: actionEndpoint("/incidents/{key}/postmortem/withdraw", withdrawPostmortem),
  recordPostmortems: endpoint({
    method: "POST",
    path: "/postmortems/batch",
    operation: recordPostmortems,
    body: Batch,
    limitBytes: batchLimit,
    input: bodyOnly,
  }),
};
