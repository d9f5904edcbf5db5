import { type Permission, permits } from "#lib/actor.ts";
import { pageScope } from "./ask.ts";

/** Whether the reader of this page may do something: what they may not do is not offered. */
export async function permitted(permission: Permission): Promise<boolean> {
  return permits((await pageScope()).actor, permission);
}
