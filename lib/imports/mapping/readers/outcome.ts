import type { DateAlone as ReadDate } from "#lib/csv/date-alone.ts";

/** What a cell may come to besides a value. */

/** Why a cell cannot be stored, in words for the person who wrote the file. */
export class Unreadable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A moment that is known to a date alone. */
export class DateAlone {
  readonly at: Date;
  readonly precision: ReadDate["precision"];
  constructor({ at, precision }: ReadDate) {
    this.at = new Date(at);
    this.precision = precision;
  }
}

/** A cell that could not be read, and was answered to say nothing; told, since it says something to somebody. */
export class PassedOver {}

/** The row is left out on purpose, because of what this cell says. */
export class LeftOut {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A value of which something is to be said in the preview. */
export class Remarked {
  readonly value: unknown;
  readonly remark: string;
  constructor(value: unknown, remark: string) {
    this.value = value;
    this.remark = remark;
  }
}
