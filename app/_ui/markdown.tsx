import { markdownAsHtml } from "#lib/markdown.ts";
import classes from "./markdown.module.css";

/** What somebody wrote in Markdown. */
export function Markdown({ children }: { children: string }) {
  // Elements of its own would cost a page more than all the rest of it where a text is long.
  return (
    <div
      className={classes.root}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it is made where nothing written can become markup
      dangerouslySetInnerHTML={{ __html: markdownAsHtml(children, "section") }}
    />
  );
}
