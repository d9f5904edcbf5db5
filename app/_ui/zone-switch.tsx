"use client";

import { IconClock } from "@tabler/icons-react";
import { usePathname, useSearchParams } from "next/navigation";
import { address, withWord } from "./filter-address.ts";
import filterBar from "./filter-bar.module.css";
import { Float, FloatList } from "./float.tsx";
import { usePending } from "./pending.tsx";

/** Days and times as the organisation counts them, or as the reader's own clock does; a link keeps which. */
export function ZoneSwitch() {
  const path = usePathname();
  const params = useSearchParams();
  const { navigate } = usePending();
  const asked = params.get("zone") ?? "";
  const choose = (zone: string) => navigate(address(path, withWord(params, "zone", zone)));
  return (
    <Float
      label="Time zone"
      align="end"
      triggerProps={{ className: filterBar.control }}
      trigger={
        <>
          <IconClock size={14} stroke={1.6} aria-hidden />
          {asked === "" ? "Time zone" : asked.replaceAll("_", " ")}
        </>
      }
    >
      {(close) => (
        <FloatList
          close={close}
          items={zones(asked).map((one) => ({ ...one, onChoose: () => choose(one.zone) }))}
        />
      )}
    </Float>
  );
}

function zones(asked: string) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const named = (zone: string) => zone.replaceAll("_", " ");
  const offered = [
    { key: "organisation", zone: "", label: "The organisation's", chosen: asked === "" },
    { key: "own", zone: own, label: `This browser's: ${named(own)}`, chosen: asked === own },
  ];
  return asked === "" || asked === own
    ? offered
    : [...offered, { key: "asked", zone: asked, label: named(asked), chosen: true }];
}
