import { toolProfiles } from "#lib/integrations/profiles.ts";

/** The tools whose files are known, each once, with how people come by them. */
export function knownTools(): { name: string; how: string }[] {
  const byName = new Map(toolProfiles.flatMap(({ tool }) => (tool ? [[tool.name, tool] as const] : [])));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name, "en"));
}
