import { ai, aiThing, made, pattern, subject, used } from "./words.ts";

/** Who says that AI had no part: the only evidence of none that a change can bear. */

const nothing = pattern(
  "^(?:no(?:ne|pe|t (?:used|applicable|at all))?|never|false|nothing|zero|0 ?%?|n ?/ ?a|✗|❌)$",
);

const not = "(?:\\b(?:not|never)|n['’]t)";
const denial = pattern(
  [
    `\\b(?:no|zero|without(?: any| the)?)(?: (?:use|help|assistance|aid) of)?(?: any)? ${ai}\\b`,
    `${not}(?: been)? (?:used?|using|rely on|involved?)(?: of)?(?: any)? ${ai}\\b`,
    `${not}(?: been)? (?:${ai}[- ])?${made}(?: (?:by|with|using|through))?(?: (?:the )?(?:help|assistance|aid) of)?(?: any)? ${ai}\\b`,
    `${not}(?: been)? ${ai}[- ]${made}\\b`,
    `\\b${aiThing} (?:was|were|is|are|has been|have been) (?:not|never) ${used}`,
    `\\b${aiThing} (?:was|were|is|are)n['’]t ${used}`,
    "\\b(?:entirely|fully|completely|100 ?%) (?:human|hand)[- ](?:written|made|authored)",
  ].join("|"),
);

/** With these a denial takes something back. */
const exception = pattern(
  "\\b(?:except(?:ion)?|excepting|but|apart|aside|other than|besides|beyond|only|however|though|although|until|unless|save for|still|afterwards|later|initially)\\b",
);

/** Whether a text speaks of AI only to deny it; `taken back` where it does so with an exception. */
export function denialIn(text: string): "none" | "taken back" | null {
  if (nothing.test(text)) return "none";
  if (!denial.test(text) && !/^no[,.;:]/i.test(text)) return null;
  return exception.test(text) ? "taken back" : "none";
}

/** A sentence by which a message denies it of the change that it stands with. */
export const wholeDenial = pattern(
  `^(?:no ${aiThing}(?: (?:was|were|is|has been|have been))? ${used}|i (?:did not|didn['’]t|have not|haven['’]t) used? (?:any )?${ai}|${subject} (?:is|was|were) (?:not|(?:written|made|created|done) without|(?:entirely|fully|completely|100 ?%) (?:hand|human)[- ]))`,
);
