import { type Named, nameOf } from "./names.ts";
import { byEmail, byLogin, byName, byNumber } from "./tools/all.ts";

/** Who a person is that a commit names. */
export interface CommitPerson {
  name?: string | null | undefined;
  email?: string | null | undefined;
  /** The account, where the host of the repository names it. */
  username?: string | null | undefined;
  /** Its number there, which stays when it is renamed. */
  number?: number | null | undefined;
}

const noreply = /^(?:(\d{1,12})\+)?([^@\s]{1,100})@users\.noreply\.github\.com$/;

/**
 * The tool that a person is. Its account's login, else number, else its address; a name only if nobody else has it.
 * Of people who work for a tool's makers, and of those named like it, none is one.
 */
export function toolOf(person: CommitPerson): Named | null {
  const name = (person.name ?? "").trim().slice(0, 200);
  const email = (person.email ?? "").trim().toLowerCase();
  const host = noreply.exec(email);
  const number = person.number ?? (host?.[1] === undefined ? undefined : Number(host[1]));
  const username = person.username?.trim().toLowerCase();
  const tool =
    byLogin.get(username ?? "") ??
    byLogin.get(host?.[2] ?? "") ??
    byLogin.get(loginIn(name)) ??
    byNumber.get(number ?? Number.NaN) ??
    byEmail.get(email) ??
    (/\(aider\)$/.test(name) ? byName.get("aider")?.tool : undefined);
  const named = nameOf(unescaped(name));
  if (tool !== undefined) return { tool, model: named?.model ?? servedModel(name), weight: "name" };
  return named !== null && named.weight === "name" ? named : null;
}

/** Some names are logins: devin-ai-integration[bot]. */
const loginIn = (name: string) => (name.endsWith("[bot]") ? name.toLowerCase() : "");

/** “x-ai/grok-4.5”, “aider (openrouter/qwen/qwen3-coder)”: its last part. */
function servedModel(name: string): string | null {
  const path = /(?:^|\()([\w.-]+(?:\/[\w.:-]+)+)/.exec(name)?.[1];
  return path === undefined ? null : (nameOf(path)?.model ?? null);
}

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** `Name <address>`, also with the brackets lost or escaped; without an address it is all name. */
export function personIn(value: string): CommitPerson {
  const text = unescaped(value.slice(0, 400)).trim();
  const match = /^([^<>]*)<([^<>]*)>/.exec(text);
  if (match !== null) return { name: match[1]!.trim(), email: match[2]!.trim() };
  const words = text.split(/[\s()<>]+/).filter((word) => word !== "");
  const email = words.at(-1);
  if (email === undefined || !email.slice(1).includes("@")) return { name: text };
  return { name: words.slice(0, -1).join(" "), email };
}
