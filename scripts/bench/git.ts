import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { byMerges } from "#lib/attribution/git/deployments.ts";
import { logArguments } from "#lib/attribution/git/log.ts";
import { git } from "#scripts/attribute/git.ts";
import { readHistory } from "#scripts/attribute/read.ts";
import { scratchFile } from "./data.ts";
import {
  count,
  medianCpuMs,
  mediansInTurns,
  milliseconds,
  perSecond,
  ratio,
  type Section,
  verdict,
} from "./measure.ts";

/** A repository read for what it says of AI, beside git itself printing the same log. */

const commits = 50_000;
const goal = 10_000;

export async function measure(): Promise<Section[]> {
  const folder = scratchFile(`repository-${commits}.git`);
  rmSync(folder, { recursive: true, force: true });
  const { head, characters } = makeRepository(folder);
  const [bare, own] = await mediansInTurns(
    [
      async () => {
        for await (const _ of git(folder, [...logArguments, head]));
      },
      async () => byMerges(await readHistory(folder, [head]), head),
    ],
    5,
  );
  const cpu = await medianCpuMs(async () => byMerges(await readHistory(folder, [head]), head));
  const rate = (milliseconds: number) => perSecond((1000 * commits) / milliseconds);
  return [
    {
      title: `A repository of ${count(commits)} commits`,
      columns: ["what", "time", "commits a second", "against git log"],
      rows: [
        ["git log, its messages printed and thrown away", milliseconds(bare!), rate(bare!), "1"],
        [
          "the same, read for marks and put together by merges",
          milliseconds(own!),
          rate(own!),
          ratio(own! / bare!),
        ],
      ],
      notes: [
        `One commit in five bears a trailer of AI, one in four is a merge, and messages have ${count(Math.round(characters / commits))} characters on average.`,
        `The processor is busy with reading and marks for ${milliseconds(cpu)}: ${rate(cpu)}, besides git's own time.`,
        `Goal: at least ${perSecond(goal)}: ${verdict((1000 * commits) / own!, goal, "least")}.`,
      ],
    },
  ];
}

/** Branches of two commits, each merged into main. */
function makeRepository(folder: string): { head: string; characters: number } {
  run(folder, ["init", "--quiet", "--bare", folder]);
  const lines: string[] = [];
  const text = "What it does, and why it is done in this way and in no other.\n".repeat(5);
  let characters = 0;
  const write = (mark: number, { from, merge }: { from: number | null; merge?: number }) => {
    const at = 1_600_000_000 + mark * 600;
    const trailer =
      mark % 5 === 0
        ? "Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>\n"
        : "Reviewed-by: Ada <ada@example.com>\n";
    const message = `Change number ${mark}\n\n${text}\n${trailer}Signed-off-by: Ben <ben@example.com>\n`;
    characters += message.length;
    lines.push(
      `commit refs/heads/main\nmark :${mark}`,
      `author Ada <ada@example.com> ${at} +0000\ncommitter Ben <ben@example.com> ${at} +0000`,
      `data ${Buffer.byteLength(message)}\n${message}`,
      ...(from === null ? [] : [`from :${from}`]),
      ...(merge === undefined ? [] : [`merge :${merge}`]),
      "",
    );
  };
  let main: number | null = null;
  for (let mark = 1; mark <= commits; mark += 4) {
    write(mark, { from: main });
    write(mark + 1, { from: mark });
    write(mark + 2, { from: mark + 1 });
    write(mark + 3, { from: mark, merge: mark + 2 });
    main = mark + 3;
  }
  run(folder, ["fast-import", "--quiet"], lines.join("\n"));
  run(folder, ["gc", "--quiet"]);
  return { head: run(folder, ["rev-parse", "refs/heads/main"]).trim(), characters };
}

function run(folder: string, args: readonly string[], input = ""): string {
  const inside = args[0] === "init" ? [] : ["-C", folder];
  const { status, stdout, stderr } = spawnSync("git", [...inside, ...args], { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  return stdout;
}
