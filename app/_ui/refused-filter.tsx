import Link from "next/link";
import { EmptyState } from "./empty-state.tsx";
import { PageHeader } from "./page-header.tsx";

/** The address names something that cannot be used: said by name, with the way back. */
export function RefusedFilter({
  problems,
  path,
}: {
  problems: readonly { path: string; message: string }[];
  path: string;
}) {
  return (
    <>
      <PageHeader
        question="This filter cannot be used"
        answer="Part of the address cannot be read as a filter."
      />
      <EmptyState title="What is wrong" actions={<Link href={path}>Start without a filter</Link>}>
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`}>
              <code>{problem.path}</code> {problem.message}
            </li>
          ))}
        </ul>
      </EmptyState>
    </>
  );
}
