import type { Random } from "./random.ts";

/** The company's marketplaces, by share of orders. */
const marketplaces: [name: string, share: number, told: string][] = [
  ["United States", 38, "in the United States"],
  ["United Kingdom", 12, "in the United Kingdom"],
  ["Germany", 12, "in Germany"],
  ["Canada", 7, "in Canada"],
  ["France", 7, "in France"],
  ["Japan", 6, "in Japan"],
  ["Italy", 4, "in Italy"],
  ["Spain", 4, "in Spain"],
  ["Mexico", 3, "in Mexico"],
  ["Netherlands", 2, "in the Netherlands"],
  ["Poland", 2, "in Poland"],
  ["Sweden", 1, "in Sweden"],
  ["Australia", 2, "in Australia"],
];

const names = marketplaces.map(([name]) => name);
const shares = marketplaces.map(([, share]) => share);

export function pickRegion(random: Random): string {
  return random.pickWeighted(names, shares);
}

export function pickRegions(random: Random, count: number): string[] {
  const picked = new Set<string>();
  while (picked.size < Math.min(count, names.length)) picked.add(pickRegion(random));
  return names.filter((name) => picked.has(name));
}

/** "in Germany and France"; "in all marketplaces". */
export function told(regions: readonly string[]): string {
  if (regions.length === 0) return "in part of the traffic";
  if (regions.length === names.length) return "in all marketplaces";
  if (regions.length > 5) return `in ${regions.length} of ${names.length} marketplaces`;
  if (regions.length === 1) return marketplaces.find(([name]) => name === regions[0])![2];
  const words = regions.map((name) => marketplaces.find(([one]) => one === name)![2].slice(3));
  return `in ${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const marketplaceCount = names.length;
