import { Group, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export type EmptyStateProps = { title: string; children?: ReactNode; actions?: ReactNode };

/** Nothing matches: what was asked, and the way back. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h5">
        {title}
      </Title>
      {children && (
        <Text component="div" size="md" mt={4} maw="64ch">
          {children}
        </Text>
      )}
      {actions && <Group mt="md">{actions}</Group>}
    </Paper>
  );
}
