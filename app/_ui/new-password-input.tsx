import { PasswordInput } from "@mantine/core";
import { shortestPassword } from "#lib/access/schema.ts";

export function NewPasswordInput({ label, error }: { label: string; error: string | undefined }) {
  return (
    <PasswordInput
      name="password"
      label={label}
      description={`${shortestPassword} characters or more`}
      autoComplete="new-password"
      required
      error={error}
    />
  );
}
