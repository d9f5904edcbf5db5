import { createTransport } from "nodemailer";
import type { Environment } from "#lib/env.ts";
import { isLoopback } from "#lib/env.ts";
import { markdownAsHtml } from "#lib/markdown.ts";
import type { Message } from "./message.ts";

const timeoutMs = 10_000;

/** Sends one message; the answer is null once the mail server took it, else why not, in plain words. */
export async function sendEmail(
  { SMTP_URL, SMTP_FROM }: Pick<Environment, "SMTP_URL" | "SMTP_FROM">,
  of: { id: string; to: string; message: Message },
): Promise<string | null> {
  if (SMTP_URL === undefined || SMTP_FROM === undefined)
    return "No mail server is configured: the operator sets SMTP_URL and SMTP_FROM.";
  const { title, markdown } = of.message;
  const transport = createTransport(transportOf(SMTP_URL));
  try {
    await transport.sendMail({
      from: SMTP_FROM,
      to: of.to,
      subject: title.replace(/\s+/g, " ").trim(),
      text: markdown,
      html: htmlOf(markdown),
      // The same for every attempt, so that a reader's program knows a double for what it is.
      messageId: `<${of.id}@faultline.invalid>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return null;
  } catch (error) {
    return mailWords(error, new URL(SMTP_URL).host);
  } finally {
    transport.close();
  }
}

function transportOf(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  const secure = protocol === "smtps:";
  const auth =
    username === ""
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return {
    host,
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    ...auth,
    // A password crosses no network in the clear.
    requireTLS: username !== "" && !secure && !isLoopback(host),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Raw HTML in the text is shown as text, and links lead to the web alone. */
export function htmlOf(markdown: string): string {
  const body = markdownAsHtml(markdown, "mail");
  const style = "font: 15px/1.5 sans-serif; max-width: 46rem";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><body style="${style}">${body}</body></html>`;
}

function mailWords(error: unknown, server: string): string {
  const { code = "", responseCode } = error as { code?: string; responseCode?: number };
  const answer = responseCode === undefined ? "" : ` (${responseCode})`;
  if (code === "EAUTH") return `The mail server ${server} does not accept the user or the password${answer}.`;
  if (code === "EENVELOPE") return `The mail server ${server} refused the sender or the address${answer}.`;
  if (code === "EMESSAGE") return `The mail server ${server} refused the message${answer}.`;
  if (code === "ETLS") return `The mail server ${server} offers no encryption that could be used.`;
  if (code === "ETIMEDOUT") return `The mail server ${server} did not answer in time.`;
  return `The mail server ${server} cannot be reached${code === "" ? "" : ` (${code})`}.`;
}
