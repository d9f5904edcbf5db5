import type { AuthorLevel } from "#lib/values.ts";
import type { Random } from "./random.ts";

export interface Person {
  name: string;
  org: string;
  level: AuthorLevel;
}

const firstNames =
  "Aisha Alejandro Amara Anders Anjali Beatriz Benoit Camille Carlos Chidi Chloe Daniela Dmitri Elena Emeka Erik Fatima Farid Gabriel Grace Hana Hiroshi Ines Ioana Isabel Jamal Jonas Julia Kamal Karin Kavya Keiko Lars Leila Lucia Magnus Mariam Mateo Maya Mei Milan Nadia Naveen Nia Nikolai Noor Olga Omar Paolo Petra Priya Rafael Ravi Rosa Samira Sanjay Sofia Tariq Teresa Thandi Tomas Usha Viktor Wei Yara Yuki Zainab Zofia".split(
    " ",
  );
const lastNames =
  "Abara Aguilar Ahmadi Andersson Baptiste Bauer Becker Bhatt Bianchi Borg Castillo Chaudhry Cohen Costa Dahl Desai Dubois Edwards Eriksen Farouk Ferreira Fischer Fontaine Garza Ghosh Haddad Hansen Hashimoto Horvat Ibrahim Iyer Jansen Kaplan Kaur Khan Kim Kovac Kumar Lange Larsen Lindqvist Lopez Marchetti Mbeki Mendes Mishra Moreau Murphy Nair Nakamura Ndiaye Novak Oduya Okafor Osei Pereira Petrov Popescu Qureshi Rahman Reyes Rossi Sato Schmidt Silva Singh Sorensen Tan Torres Tran Vasquez Vogel Walsh Weber Yilmaz Zhang".split(
    " ",
  );

export interface Staff {
  engineers: Map<string, Person[]>;
  /** The director who owns systems of a domain. */
  directorOf: Map<string, string>;
  reviewers: string[];
}

/** Engineers, directors and reviewers, none of whom share a name. */
export function hireStaff(random: Random, orgs: readonly string[], domainKeys: readonly string[]): Staff {
  const names = freshNames(random);
  const engineers = new Map<string, Person[]>();
  for (const org of orgs) {
    const people = Array.from({ length: 34 }, (): Person => {
      const level = random.pickWeighted(["junior", "mid", "senior"] as const, [26, 43, 31]);
      return { name: names(), org, level };
    });
    engineers.set(org, people);
  }
  const directorOf = new Map(domainKeys.map((key) => [key, names()]));
  return { engineers, directorOf, reviewers: Array.from({ length: 14 }, names) };
}

function freshNames(random: Random): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
