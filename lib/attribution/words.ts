/** Words of sentences about AI, for the patterns that read them. */

export const ai = "(?:(?:generative |gen)?ai|llms?|(?:large )?language models?|artificial intelligence)";

export const made =
  "(?:generated|written|authored|created|made|produced|assisted|aided|co-?authored|developed|implemented|built|drafted|prepared|coded|vibe-?coded)";

export const used = "(?:used|involved|employed|utili[sz]ed|consulted|needed|applied|leveraged)";

/** “AI tools”, “AI assistance”. */
export const aiThing = `${ai}(?:[ -](?:tools?|assistance|assistants?|agents?|models?|help|support|agent mode))?`;

/** What a change is called by its own message. */
export const subject =
  "(?:this(?= (?:was|is|has been) )|(?:this|these|all(?: of)?(?: (?:the|this|these))?)(?: entire)? (?:\\w+ )?(?:commits?|changes?|prs?|pull requests?|mr|merge requests?|patch(?:es)?|code|contributions?|work|series|branch)(?: and \\w+)?|the (?:pr|pull request|commit|patch|contribution))";

export const pattern = (source: string) => new RegExp(source, "iu");
