import { createHash } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/errors.ts";

/**
 * How often something may be tried. Counted in memory, by each instance for itself: an answer must not need the
 * database that the limits protect.
 */
const minutes = 60;

const anyone = "anyone";

const nameOf = (email: string) => createHash("sha256").update(email).digest("base64url");

function tooMany(what: string, ms: number): AppError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError("too-many", `${what} Try again in ${wait}.`, { retryAfterSeconds: seconds });
}

/** One more; a refusal says when there will be room again. */
async function take(limiter: RateLimiterAbstract, key: string, what: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (isRefusal(error)) throw tooMany(what, error.msBeforeNext);
    throw error;
  }
}

/** By its shape: the limiter may be of another copy of its library than ours. */
function isRefusal(error: unknown): error is RateLimiterRes {
  return typeof error === "object" && error !== null && "msBeforeNext" in error;
}

const wrongTooOften = "There were too many wrong passwords.";

interface Guess {
  email: string;
  address: string | null;
}

export class Limits {
  /** By account, whether or not it exists: nobody learns which do. */
  private readonly wrongByEmail = new RateLimiterMemory({ points: 10, duration: 15 * minutes });
  private readonly wrongByAddress = new RateLimiterMemory({ points: 50, duration: 15 * minutes });
  /** Each costs a slow hash: all together must not take the machine. */
  private readonly wrongByAnyone = new RateLimiterMemory({ points: 300, duration: minutes });
  private readonly setUps = new RateLimiterMemory({ points: 20, duration: 15 * minutes });
  private readonly invitations = new RateLimiterMemory({ points: 100, duration: 15 * minutes });
  private readonly wrongKeys = new RateLimiterMemory({ points: 300, duration: minutes });
  private readonly requests = new Map<number, RateLimiterMemory>();

  /** Counted before the password is looked at, so that many at once gain nothing. */
  async countPassword({ email, address }: Guess): Promise<void> {
    await take(this.wrongByEmail, nameOf(email), wrongTooOften);
    if (address !== null) await take(this.wrongByAddress, address, wrongTooOften);
    await take(this.wrongByAnyone, anyone, wrongTooOften);
  }

  /** The password was right: it counts for nothing. */
  async forgivePassword({ email, address }: Guess): Promise<void> {
    await this.wrongByEmail.delete(nameOf(email));
    if (address !== null) await this.wrongByAddress.reward(address);
    await this.wrongByAnyone.reward(anyone);
  }

  countSetUp(): Promise<void> {
    return take(this.setUps, anyone, "The code was tried too often.");
  }

  countInvitation(): Promise<void> {
    return take(this.invitations, anyone, "Too many links were tried.");
  }

  /** A wrong key is refused; so many of them are not even answered one by one. */
  countWrongKey(address: string | null): Promise<void> {
    return take(this.wrongKeys, address ?? anyone, "There were too many requests with a wrong key.");
  }

  countRequest(of: { actorId: string; perMinute: number }): Promise<void> {
    let limiter = this.requests.get(of.perMinute);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: of.perMinute, duration: minutes });
      this.requests.set(of.perMinute, limiter);
    }
    return take(limiter, of.actorId, "There are too many requests.");
  }
}
