/** What a cell may come to besides a value. */

/** Why a cell cannot be stored, in words for the person who wrote the file. */
export class Unreadable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The row is left out on purpose, because of what this cell says. */
export class LeftOut {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}
