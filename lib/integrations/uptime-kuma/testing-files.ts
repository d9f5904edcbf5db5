import { at, lines, type ToolFile } from "../testing-file.ts";

export const uptimeKumaFiles: ToolFile[] = [
  {
    profile: "uptime-kuma-heartbeats",
    content: lines(
      "id,important,monitor_id,status,msg,time,ping,duration,down_count",
      '1,1,3,1,200 - OK,"2024-01-05 10:00:00.120",41,0,0',
      '2,0,3,1,200 - OK,"2024-01-05 10:01:00.230",44,60,0',
      '3,1,3,0,connect ECONNREFUSED 10.0.0.7:443,"2024-01-05 10:02:00.340",,60,0',
      '4,0,3,0,connect ECONNREFUSED 10.0.0.7:443,"2024-01-05 10:03:00.450",,60,1',
      '5,1,3,1,200 - OK,"2024-01-05 10:04:00.560",39,60,0',
      '6,1,4,3,Monitor under maintenance,"2024-01-06 01:00:00.000",,60,0',
    ),
    asks: ["values.kind", "createSystems"],
    rows: [
      "State is 1.",
      "Kind is 0.",
      {
        source: "uptime-kuma",
        externalId: "3",
        title: "connect ECONNREFUSED 10.0.0.7:443",
        kind: "incident",
        status: "unknown",
        startedAt: at("2024-01-05T10:02:00.340Z"),
        systems: [{ slug: "3", part: "affected" }],
      },
      "Kind is 0.",
      "State is 1.",
      "State is 3.",
    ],
    unused: ["duration"],
  },
  {
    profile: "uptime-kuma-incidents",
    content: lines(
      "id,title,content,style,created_date,last_updated_date,pin,active,status_page_id",
      '1,Checkout is down,"We look into it, and say more at 10",danger,2024-01-05 09:00:00,2024-01-05 09:30:00,0,0,1',
      "2,Slow search,,warning,2024-02-01 23:59:59,,1,1,1",
      "3,We move on Friday,,info,2024-02-02 08:00:00,,1,1,1",
    ),
    asks: ["values.severity"],
    rows: [
      {
        externalId: "1",
        title: "Checkout is down",
        summary: "We look into it, and say more at 10",
        severity: 2,
        severityRaw: "danger",
        status: "unknown",
        startedAt: at("2024-01-05T09:00:00Z"),
      },
      { externalId: "2", severity: 3, status: "open", startedAt: at("2024-02-01T23:59:59Z") },
      { externalId: "3", severityRaw: "info", status: "open" },
    ],
    unused: ["pin"],
  },
];
