"use client";

import { Button, Code, Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

export type ErrorStateProps = {
  /** What happened. */
  title: string;
  /** What to do about it. */
  children: ReactNode;
  /** What to quote when asking for help. */
  reference?: string;
  onRetry?: () => void;
};

export function ErrorState({ title, children, reference, onRetry }: ErrorStateProps) {
  return (
    <Paper withBorder p="lg" role="alert">
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text component="div" size="md" mt={4} maw="64ch">
        {children}
      </Text>
      {reference !== undefined && (
        <Text size="xs" c="dimmed" mt="xs">
          Reference <Code>{reference}</Code>
        </Text>
      )}
      {onRetry && (
        <Button variant="default" mt="md" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Paper>
  );
}
