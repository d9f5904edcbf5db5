import { hashPassword as hash, verifyPassword as verify } from "better-auth/crypto";

/** Slow on purpose (scrypt), with a salt of its own for each. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export function matchesPassword(stored: string, given: string): Promise<boolean> {
  return verify({ hash: stored, password: given });
}
