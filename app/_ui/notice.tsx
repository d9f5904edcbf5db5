import { Button } from "@mantine/core";
import { type NotificationData, notifications } from "@mantine/notifications";
import { wantNotices } from "./notice-area.tsx";

function show(notice: NotificationData): string {
  wantNotices();
  return notifications.show({ withBorder: true, ...notice });
}

/** Says what was done, and offers to take it back while it is on the screen. */
export function noticeWithUndo(of: {
  words: string;
  undo: () => Promise<{ answer: unknown } | { message: string | null; errors: Record<string, string> }>;
}): void {
  const id = show({
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
  });
}

export function notice(words: string): void {
  show({ message: words, autoClose: 5000 });
}

export function noticeRefusal(of: { message: string | null; errors: Record<string, string> }): void {
  const words = of.message ?? Object.values(of.errors).join(" ");
  show({ message: words, color: "red", autoClose: 10_000, role: "alert" });
}
