import { Alert } from "@mantine/core";
import Link from "next/link";

interface Named {
  text: string | null;
  numbers: readonly number[];
}

/** Names the records that no figure of the page holds, so that somebody mends their dates. */
export function LeftOutNote({ leftOut: { text, numbers } }: { leftOut: Named }) {
  if (text === null) return null;
  return (
    <Alert color="yellow" variant="light">
      {text.split(/(INC-\d+)/).map((part) => {
        const number = Number(part.slice(4));
        if (!part.startsWith("INC-") || !numbers.includes(number)) return part;
        return (
          <Link key={part} href={`/incidents/${number}`} prefetch={false}>
            {part}
          </Link>
        );
      })}
    </Alert>
  );
}
