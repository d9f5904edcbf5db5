import { SetMeaningAnswer, setWordMeaning } from "#lib/incidents/meanings/operations.ts";
import { listMeanings } from "#lib/incidents/meanings/read.ts";
import { getMeaning } from "#lib/meanings/read.ts";
import { WordMeaningBody } from "#lib/meanings/schema.ts";
import { removeMeaning } from "#lib/meanings/write.ts";
import { endpoint } from "../endpoint.ts";
import { act, bodyOnly, getEndpoint, listEndpoint } from "./kit.ts";

export const meaningsContract = {
  listMeanings: listEndpoint("/word-meanings", listMeanings),
  setMeaning: endpoint({
    method: "PUT",
    path: "/word-meanings",
    operation: setWordMeaning,
    body: WordMeaningBody,
    input: bodyOnly,
    answer: SetMeaningAnswer,
  }),
  getMeaning: getEndpoint("/word-meanings/{id}", getMeaning),
  removeMeaning: act("DELETE", "/word-meanings/{id}", removeMeaning),
};
