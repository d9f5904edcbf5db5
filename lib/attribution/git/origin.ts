/** The address of a repository: what it is called there, and where its commits can be seen. */
export interface Origin {
  name: string;
  commitUrl: ((sha: string) => string) | null;
}

const scpForm = /^(?:[^@/\s]+@)?([^:/\s]{2,}):(?!\/\/)(.+)$/;

/** `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git`; null for a path. */
export function originOf(address: string): Origin | null {
  const web = /^(?:https?|ssh|git|git\+ssh):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address.trim());
  const [, host, path] = web ?? scpForm.exec(address.trim()) ?? [];
  if (host === undefined || path === undefined) return null;
  const name = path.replace(/^\/+|\/+$/g, "").replace(/\.git$/i, "");
  if (name === "") return null;
  const isKnown = /(^|\.)(github|gitlab)\./i.test(`${host}.`);
  return { name, commitUrl: isKnown ? (sha) => `https://${host.toLowerCase()}/${name}/commit/${sha}` : null };
}
