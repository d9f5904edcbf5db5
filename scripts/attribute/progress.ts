import type { Tell } from "./read.ts";

interface Screen {
  isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Says how far work has come: on a terminal in one line, elsewhere once it takes longer than a second. */
export function progressOn(
  screen: Screen,
  now: () => number = () => performance.now(),
): { tell: Tell; done(): void } {
  const isTerminal = screen.isTTY === true;
  let began: number | null = null;
  let told = 0;
  let what = "";
  let isShown = false;

  function done(): void {
    if (isShown && isTerminal) screen.write("\r\x1b[K");
    isShown = false;
  }

  return {
    done,
    tell(of, count) {
      const at = now();
      if (began === null || of !== what) {
        [began, told, what] = [at, at, of];
      }
      if (at - told < (isTerminal ? 100 : 1000)) return;
      told = at;
      isShown = true;
      const perSecond = Math.round(count / ((at - began) / 1000));
      const line = `${count.toLocaleString("en")} ${of}, ${perSecond.toLocaleString("en")}/s`;
      screen.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
  };
}
