import { Button, Group } from "@mantine/core";

/** What can be done with one line of a list; `what` names it to those who do not see where the buttons stand. */
export function EntryButtons(of: {
  what: string;
  disabled: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  return (
    <Group gap={4} wrap="nowrap">
      <Button size="compact-xs" variant="subtle" onClick={of.onEdit}>
        Edit<span className="visually-hidden"> {of.what}</span>
      </Button>
      <Button size="compact-xs" variant="subtle" color="red" disabled={of.disabled} onClick={of.onRemove}>
        Remove<span className="visually-hidden"> {of.what}</span>
      </Button>
    </Group>
  );
}
