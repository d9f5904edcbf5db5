"use client";

import { type ComponentProps, type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import classes from "./float.module.css";

export type FloatProps = {
  /** What the panel is called, for those who do not see where it belongs. */
  label: string;
  trigger: ReactNode;
  triggerProps?: Omit<ComponentProps<"button">, "type" | "popoverTarget" | "ref"> &
    Record<`data-${string}`, unknown>;
  /** The edge that button and panel share. */
  align?: "start" | "end";
  className?: string;
  /** Only there while it is open, so that what it needs is loaded when it is asked for. */
  children: (close: () => void) => ReactNode;
};

const gap = 6;
const margin = 8;

/**
 * A button with a panel that floats above the page, by the browser's own popover: it closes on Escape and on a click
 * elsewhere and gives the focus back. Every first visit pays for what opens menus, so it is not a library's.
 */
export function Float({ label, trigger, triggerProps, align = "start", className, children }: FloatProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  const close = useCallback(() => panel.current?.hidePopover(), []);
  useEffect(() => {
    const [anchor, box] = [button.current, panel.current];
    if (!opened || !anchor || !box) return;
    const place = () => placeAt(box, { anchor: anchor.getBoundingClientRect(), align });
    place();
    box.focus({ preventScroll: true });
    const observer = new ResizeObserver(place);
    observer.observe(box);
    window.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", place, { capture: true });
      window.removeEventListener("resize", place);
    };
  }, [opened, align]);
  return (
    <>
      <button
        {...triggerProps}
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={opened}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        className={className === undefined ? classes.panel : `${classes.panel} ${className}`}
        data-placed={opened || undefined}
        onToggle={(event) => {
          // A panel inside this one tells of itself too.
          if (event.target === event.currentTarget) setOpened(event.newState === "open");
        }}
      >
        {opened && children(close)}
      </div>
    </>
  );
}

/** Below the button, or above where there is more room; never over the edge of the window. */
function placeAt(box: HTMLElement, of: { anchor: DOMRect; align: "start" | "end" }): void {
  const { anchor, align } = of;
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const [below, above] = [window.innerHeight - anchor.bottom, anchor.top];
  const wanted = align === "start" ? anchor.left : anchor.right - width;
  const left = Math.max(margin, Math.min(wanted, window.innerWidth - width - margin));
  const isAbove = height + gap + margin > below && above > below;
  const top = isAbove ? Math.max(margin, anchor.top - gap - height) : anchor.bottom + gap;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
  box.style.maxHeight = `${Math.max(above, below) - gap - margin}px`;
}

export type FloatItem = {
  key: string;
  label: string;
  icon?: ReactNode;
  /** Chosen, of several of which one is. */
  chosen?: boolean;
  disabled?: boolean;
  onChoose: () => void;
};

/** Things to do, one below the other; arrows move between them. */
export function FloatList({ items, close }: { items: FloatItem[]; close: () => void }) {
  return (
    <ul className={classes.list}>
      {items.map(({ key, label, icon, chosen, disabled, onChoose }) => (
        <li key={key}>
          <button
            type="button"
            className={classes.item}
            disabled={disabled}
            aria-pressed={chosen}
            onKeyDown={moveByArrows}
            onClick={() => {
              close();
              onChoose();
            }}
          >
            {icon}
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** For links in a list of things to do. */
export const floatItem = classes.item;

export function moveByArrows(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items = [...(event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("button, a") ?? [])];
  const next = items.indexOf(event.currentTarget) + step;
  items[(next + items.length) % items.length]?.focus();
}
