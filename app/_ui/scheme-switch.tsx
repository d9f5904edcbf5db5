"use client";

import { useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { Float, FloatList } from "./float.tsx";
import buttons from "./icon-button.module.css";

const schemes = [
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
] as const;

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Float
      label="Colour scheme"
      align="end"
      triggerProps={{ className: buttons.large, "aria-label": "Colour scheme" }}
      trigger={
        <>
          <IconSun size={18} stroke={1.6} className="mantine-light-hidden" aria-hidden />
          <IconMoon size={18} stroke={1.6} className="mantine-dark-hidden" aria-hidden />
        </>
      }
    >
      {(close) => (
        <FloatList
          close={close}
          items={schemes.map(({ value, label, icon: Icon }) => ({
            key: value,
            label,
            icon: <Icon size={16} stroke={1.6} aria-hidden />,
            chosen: colorScheme === value,
            onChoose: () => setColorScheme(value),
          }))}
        />
      )}
    </Float>
  );
}
