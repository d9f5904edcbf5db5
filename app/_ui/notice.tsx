import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";

/** Says what was done, and offers to take it back while it is on the screen. */
export function noticeWithUndo(of: {
  words: string;
  undo: () => Promise<{ answer: unknown } | { message: string | null; errors: Record<string, string> }>;
}): void {
  const id = notifications.show({
    message: (
      <>
        {of.words}{" "}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={async () => {
            notifications.hide(id);
            const undone = await of.undo();
            if ("answer" in undone) notice("Taken back.");
            else noticeRefusal(undone);
          }}
        >
          Undo
        </Button>
      </>
    ),
    autoClose: 12_000,
    withBorder: true,
  });
}

export function notice(words: string): void {
  notifications.show({ message: words, autoClose: 5000, withBorder: true });
}

export function noticeRefusal(of: { message: string | null; errors: Record<string, string> }): void {
  const words = of.message ?? Object.values(of.errors).join(" ");
  notifications.show({ message: words, color: "red", autoClose: 10_000, withBorder: true, role: "alert" });
}
