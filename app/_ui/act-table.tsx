import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";

/** Records with what can be done to each at the end of its row. */
export function ActTable(of: { columns: readonly string[]; minWidth: number; children: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={of.minWidth} type="native" className="scrolls" tabIndex={0}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {of.columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{of.children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
