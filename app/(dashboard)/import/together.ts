/** Which files came in together, as this browser remembers it: the server knows each of them by itself. */

const place = "faultline:import:together";
const mostRemembered = 20;

export function rememberTogether(ids: readonly string[]): void {
  if (ids.length < 2) return;
  try {
    localStorage.setItem(place, JSON.stringify([ids, ...groups()].slice(0, mostRemembered)));
  } catch {
    // Where nothing may be kept, each file is opened from the list of imports.
  }
}

/** All that came in together with a file, itself included; nothing where it came alone. */
export function togetherWith(id: string): string[] {
  return groups().find((ids) => ids.includes(id)) ?? [];
}

function groups(): string[][] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "[]") as string[][];
  } catch {
    return [];
  }
}
