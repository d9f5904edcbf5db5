import { Progress, Text } from "@mantine/core";
import Link from "next/link";
import lists from "../lists.module.css";
import { fileSize } from "./words.ts";

export interface Coming {
  name: string;
  file: File;
  state:
    | { is: "waiting" }
    | { is: "sending"; sent: number }
    | { is: "in"; id: string }
    | { is: "refused"; why: string };
}

/** Files that were chosen, each with how far it is; a refusal says why. */
export function ComingFiles({ files }: { files: readonly Coming[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={lists.list} aria-label="Chosen files" style={{ marginTop: "var(--gap-sm)" }}>
      {files.map((one) => (
        <li key={one.name} className={lists.item}>
          <div className={lists.what} style={{ gridColumn: "1 / -1" }}>
            <Text size="sm" component="span" style={{ overflowWrap: "anywhere" }}>
              {one.name}
            </Text>{" "}
            <State {...one} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function State({ name, file, state }: Coming) {
  switch (state.is) {
    case "waiting":
      return <span className={lists.detail}>{fileSize(file.size)}, waits</span>;
    case "in":
      return (
        <span className={lists.detail}>
          is in. <Link href={`/import/${state.id}`}>Open it</Link>
        </span>
      );
    case "refused":
      return (
        <Text size="sm" c="var(--bad)" role="alert">
          {state.why}
        </Text>
      );
    case "sending": {
      const share = file.size === 0 ? 100 : (state.sent / file.size) * 100;
      return (
        <span role="status">
          <span className={lists.detail}>
            {share < 100
              ? `${fileSize(state.sent)} of ${fileSize(file.size)}`
              : "is in; its columns are being read"}
          </span>
          <Progress mt="2xs" value={share} animated={share >= 100} aria-label={`${name} is being sent`} />
        </span>
      );
    }
  }
}
