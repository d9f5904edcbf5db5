/** One file on its way to the server. */

type Answer = { id: string } | { refusal: string };

interface Reply {
  id?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

type Sending = { answer: Promise<Answer>; stop: () => void };

/** By XMLHttpRequest, because fetch does not tell how much was sent. */
export function sendFile(
  file: File,
  { target, onSent }: { target: string; onSent: (bytes: number) => void },
): Sending {
  const request = new XMLHttpRequest();
  const answer = new Promise<Answer>((resolve) => {
    const form = new FormData();
    form.append("target", target);
    form.append("file", file);
    request.open("POST", "/api/v1/imports");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.onload = () => {
      const body = request.response as Reply | null;
      if (request.status === 201 && body?.id !== undefined) resolve({ id: body.id });
      else resolve({ refusal: refusalIn(request.status, body) });
    };
    request.onerror = () => resolve({ refusal: brokenOff() });
    request.onabort = () => resolve({ refusal: "It was not sent: you stopped it." });
    request.send(form);
  });
  return { answer, stop: () => request.abort() };
}

/** What is wrong with the file says so by itself; of other fields their names are said too. */
function refusalIn(status: number, reply: Reply | null): string {
  if (status === 401) return "You are signed out. Sign in in another window, and send it again.";
  const ofFile = reply?.errors?.find(({ path }) => path === "file");
  return ofFile?.message ?? reply?.detail ?? "It was not taken. Send it again.";
}

/** A file that was changed or moved after it was chosen breaks off too. */
function brokenOff(): string {
  if (!navigator.onLine) return "You are offline. It stays chosen; send it again.";
  return "The connection broke off. It stays chosen; send it again, or choose it anew if it was changed.";
}
