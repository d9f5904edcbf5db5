/** Which system the files below a path belong to: `services/checkout checkout-api`, one a line. */
export interface SystemPath {
  /** Folders or a file; empty for all that no other line names. */
  prefix: string;
  slug: string;
}

/** Answers the lines that cannot be read instead, by their numbers. */
export function readSystemPaths(text: string): { paths: SystemPath[]; wrong: number[] } {
  const wrong: number[] = [];
  const paths = text.split(/\r?\n/).flatMap((line, i): SystemPath[] => {
    const said = line.trim();
    if (said === "" || said.startsWith("#")) return [];
    const [, path, slug] = /^(\S.*?)(?:\s*[,;\t]\s*|\s+)(\S+)$/.exec(said) ?? [];
    if (path === undefined || slug === undefined) {
      wrong.push(i + 1);
      return [];
    }
    return [{ prefix: path.replace(/^["']|["']$/g, "").replace(/^\.?\/+|^[.*]$|\/+\**$/g, ""), slug }];
  });
  return { paths, wrong };
}

/** The longest path that a file stands in decides. */
export function systemOf(paths: readonly SystemPath[], file: string): string | null {
  let found: SystemPath | null = null;
  for (const one of paths) {
    const fits = one.prefix === "" || file === one.prefix || file.startsWith(`${one.prefix}/`);
    if (fits && (found === null || one.prefix.length > found.prefix.length)) found = one;
  }
  return found?.slug ?? null;
}
