/**
 * A spreadsheet runs a cell that begins like a formula. Writing puts an apostrophe before such a cell and
 * before one that already looks guarded, so that reading can take exactly one away again.
 */

const runnable = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-\d+(\.\d+)?([eE][+-]?\d+)?$/;

export function guard(cell: string): string {
  return runnable.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

export function unguard(cell: string): string {
  return cell.charCodeAt(0) === 39 && guarded.test(cell) ? cell.slice(1) : cell;
}
