import type { ActorKind, KeyScope, Role } from "#db/values.ts";

/** What can be permitted. A command or query names one; the table below says who has it. */
export const permissions = [
  "read",
  "export",
  "view.write",
  "account.write",
  "incident.write",
  "change.write",
  "system.write",
  "postmortem.write",
  "intervention.write",
  "review.write",
  "import.run",
  "hook.receive",
  "change.audit",
  "rule.write",
  "rule.enforce",
  "audit.read",
  "settings.write",
  "access.manage",
] as const;

export type Permission = (typeof permissions)[number];

/** The role table: the only place that says who may do what. */
const roleTable: Record<Permission, readonly Role[]> = {
  read: ["viewer", "responder", "admin"],
  export: ["viewer", "responder", "admin"],
  "view.write": ["viewer", "responder", "admin"],
  "account.write": ["viewer", "responder", "admin"],
  "incident.write": ["responder", "admin"],
  "change.write": ["responder", "admin"],
  "system.write": ["responder", "admin"],
  "postmortem.write": ["responder", "admin"],
  "intervention.write": ["responder", "admin"],
  "review.write": ["responder", "admin"],
  "import.run": ["responder", "admin"],
  "hook.receive": ["responder", "admin"],
  "change.audit": ["responder", "admin"],
  "rule.write": ["responder", "admin"],
  "rule.enforce": ["admin"],
  "audit.read": ["admin"],
  "settings.write": ["admin"],
  "access.manage": ["admin"],
};

/** A key's scope lets it do what a person of this role may. */
const scopeRole: Record<KeyScope, Role> = { read: "viewer", write: "responder", admin: "admin" };

declare const proven: unique symbol;

/** Who acts. Made only by the functions below, after the edge has made sure of it. */
export interface Actor {
  readonly kind: ActorKind;
  readonly id: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  /** All that may be done, where it is less than the roles allow. */
  readonly only?: readonly Permission[];
  readonly [proven]: true;
}

function prove(actor: Omit<Actor, typeof proven>): Actor {
  return Object.freeze(actor) as Actor;
}

export function personActor(person: { id: string; name: string; role: Role }): Actor {
  return prove({ kind: "person", id: person.id, name: person.name, roles: [person.role] });
}

export function keyActor(key: { id: string; name: string; scopes: readonly KeyScope[] }): Actor {
  return prove({
    kind: "key",
    id: key.id,
    name: key.name,
    roles: key.scopes.map((scope) => scopeRole[scope]),
  });
}

/** A sender whose signature was checked. It can tell what happened, and nothing else. */
export function webhookActor(name: string): Actor {
  return prove({ kind: "webhook", id: null, name, roles: ["responder"], only: ["read", "hook.receive"] });
}

/** An import at work, in the name of whoever started it. */
export function importActor(of: { id: string; name: string }): Actor {
  return prove({ kind: "import", id: of.id, name: of.name, roles: ["responder"] });
}

/** The program itself: start-up, background work, and the operator's command line. */
export function systemActor(name: string): Actor {
  return prove({ kind: "system", id: null, name, roles: ["admin"] });
}

/** Whoever sits before the demo: nobody signs in there. */
export function demoActor(): Actor {
  return prove({ kind: "person", id: "demo", name: "Demo responder", roles: ["responder"] });
}

export function permits(actor: Actor, permission: Permission): boolean {
  if (actor.only !== undefined && !actor.only.includes(permission)) return false;
  return actor.roles.some((role) => roleTable[permission].includes(role));
}
