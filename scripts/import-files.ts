import { existsSync, readdirSync, statSync } from "node:fs";
import { join, parse } from "node:path";

/** Which files a command line means: those named, and those of folders in the order of their names. */

export type Named = { files: string[]; passedOver: string[]; missing: string[] };

const known = /\.(csv|tsv|txt|json|ndjson|jsonl|xlsx)(\.gz)?$|\.(zip|gz)$/i;

export function filesNamed(paths: readonly string[]): Named {
  const named: Named = { files: [], passedOver: [], missing: [] };
  for (const path of paths) {
    if (!existsSync(path)) named.missing.push(path);
    else if (!statSync(path).isDirectory()) named.files.push(path);
    else {
      const inside = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of inside) {
        const takes = !entry.isDirectory() && !entry.name.startsWith(".") && known.test(entry.name);
        (takes ? named.files : named.passedOver).push(join(path, entry.name));
      }
    }
  }
  return { ...named, files: [...new Set(named.files)] };
}

/** Of several files each has refused rows of its own, named after it. */
export function refusedPath(path: string, { file, isOnly }: { file: string; isOnly: boolean }): string {
  if (isOnly) return path;
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}-${parse(file).base.replace(known, "")}${ext}`);
}
