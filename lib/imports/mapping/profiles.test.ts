import { describe, expect, test } from "vitest";
import type { ImportTarget } from "#db/values.ts";
import { csvLine } from "#lib/csv/write.ts";
import { toolFiles } from "#lib/integrations/testing-files.ts";
import { actions, bodies, importText, inspect } from "../testing.ts";
import { fittingProfiles, profileNamed, profiles, recognise } from "./profiles.ts";
import type { Answers } from "./schema.ts";
import { textOf } from "./testing-flattened.ts";

const at = (text: string) => new Date(text);

/** A file with these columns, one row, and nothing in the columns left out. */
function file(header: string, ...rows: Record<string, string>[]): string {
  const columns = header.split(",");
  return [csvLine(columns), ...rows.map((row) => csvLine(columns.map((column) => row[column])))].join("");
}

type Case = {
  profile: string;
  target?: ImportTarget;
  content: string;
  answers?: Answers;
  expected: Record<string, unknown>;
};

const cases: Case[] = [
  {
    profile: "pagerduty-report",
    content: file(
      "id,incident_number,description,service_id,service_name,escalation_policy_id,escalation_policy_name,created_on,resolved_on,seconds_to_first_ack,seconds_to_resolve,auto_resolved,escalation_count,auto_escalation_count,acknowledge_count,assignment_count,acknowledged_by_user_ids,acknowledged_by_user_names,assigned_to_user_ids,assigned_to_user_names,resolved_by_user_id,resolved_by_user_name,urgency",
      {
        id: "Q38V2M61ITSKVU",
        incident_number: "96830",
        description: "CRITICAL: Found 0 matching…\n",
        service_name: "SRE Not Urgent Service",
        created_on: "2023-02-26T00:10:04+00:00",
        seconds_to_resolve: "1442",
        urgency: "low",
      },
    ),
    expected: {
      source: "pagerduty",
      externalId: "Q38V2M61ITSKVU",
      title: "CRITICAL: Found 0 matching…",
      startedAt: at("2023-02-26T00:10:04Z"),
      resolvedAt: at("2023-02-26T00:34:06Z"),
      severityRaw: "low",
      systems: [{ slug: "sre-not-urgent-service", part: "affected" }],
      customFields: { incident_number: "96830" },
    },
  },
  {
    profile: "pagerduty-analytics",
    content: file(
      "id,incident_number,description,status,urgency,priority_name,service_name,created_at,resolved_at,seconds_to_resolve,team_name",
      {
        id: "P1",
        description: "Checkout slow",
        status: "resolved",
        priority_name: "SEV-2",
        service_name: "checkout",
        created_at: "2023-05-31T10:05:00",
        resolved_at: "2023-05-31T11:05:00",
      },
    ),
    answers: { zone: "America/New_York" },
    expected: {
      severity: 2,
      severityRaw: "SEV-2",
      status: "resolved",
      startedAt: at("2023-05-31T14:05:00Z"),
    },
  },
  {
    profile: "jira",
    content: `\ufeff${file(
      "Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Created,Updated,Resolved,Labels,Labels,Description,Custom field (Affected services),Custom field (Bug Root Cause),Custom field (Severity),Comment,Comment,Status Category",
      {
        Summary: "Cart empties itself",
        "Issue key": "OPS-7",
        "Issue Type": "[System] Incident",
        "Status Category": "Done",
        Created: "25/Feb/26 10:17 PM",
        Resolved: "26/Feb/26 1:02 AM",
        Labels: "cart",
        Description: "First line\r\nsecond line",
        "Custom field (Severity)": "Blocker",
        "Custom field (Affected services)": "Cart, Checkout",
      },
      {
        Summary: "Please reset my password",
        "Issue key": "OPS-8",
        "Issue Type": "Service Request",
        Created: "26/Feb/26 9:00 AM",
      },
    )}`,
    answers: { zone: "Europe/Berlin" },
    expected: {
      source: "jira",
      externalId: "OPS-7",
      title: "Cart empties itself",
      summary: "First line\r\nsecond line",
      kind: "incident",
      severity: 1,
      severityRaw: "Blocker",
      status: "resolved",
      startedAt: at("2026-02-25T21:17:00Z"),
      resolvedAt: at("2026-02-26T00:02:00Z"),
      systems: [
        { slug: "cart", part: "affected" },
        { slug: "checkout", part: "affected" },
      ],
    },
  },
  {
    profile: "servicenow",
    content: file(
      "number,opened_at,short_description,caller_id,priority,state,category,assignment_group,assigned_to,sys_updated_on,sys_updated_by,resolved_at",
      {
        number: "INC0010007",
        opened_at: "21-06-2025 16:14:09",
        short_description: "Mail is down",
        priority: "1 - Critical",
        state: "6",
      },
    ),
    answers: { zone: "UTC" },
    expected: {
      externalId: "INC0010007",
      severity: 1,
      severityRaw: "1 - Critical",
      status: "resolved",
      startedAt: at("2025-06-21T16:14:09Z"),
    },
  },
  {
    profile: "servicenow-events",
    content: file(
      "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,opened_at,category,impact,urgency,priority,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at",
      {
        number: "INC0000045",
        incident_state: "New",
        sys_mod_count: "0",
        opened_at: "29/2/2016 01:16",
        category: "Category 55",
        priority: "3 - Moderate",
        resolved_at: "?",
        closed_at: "?",
      },
      {
        number: "INC0000045",
        incident_state: "Closed",
        sys_mod_count: "10",
        opened_at: "29/2/2016 01:16",
        category: "Category 55",
        priority: "2 - High",
        resolved_at: "29/2/2016 11:29",
        closed_at: "5/3/2016 12:00",
      },
      {
        number: "INC0000045",
        incident_state: "Resolved",
        sys_mod_count: "9",
        opened_at: "29/2/2016 01:16",
        category: "Category 55",
        priority: "3 - Moderate",
        resolved_at: "29/2/2016 11:29",
        closed_at: "?",
      },
    ),
    answers: { zone: "UTC" },
    expected: {
      externalId: "INC0000045",
      title: "INC0000045 · Category 55",
      severity: 2,
      status: "closed",
      startedAt: at("2016-02-29T01:16:00Z"),
      resolvedAt: at("2016-02-29T11:29:00Z"),
    },
  },
  {
    profile: "hp-service-manager",
    content: file(
      "Incident_ID,CI_Name,CI_Cat,CI_Subcat,Impact,Urgency,Priority,Category,Status,No_of_Reassignments,Handle_Time_hrs,Closure_Code,Open_Time",
      {
        Incident_ID: "IM0000001",
        CI_Name: "SUB000508",
        Priority: "4",
        Status: "Closed",
        Closure_Code: "Other",
        Open_Time: "2013-09-13 00:00:00",
      },
    ),
    answers: { zone: "Europe/Amsterdam", values: { severity: { "4": 4 } } },
    expected: {
      externalId: "IM0000001",
      title: "IM0000001 · SUB000508",
      severity: 4,
      startedAt: at("2013-09-12T22:00:00Z"),
    },
  },
  {
    profile: "opsgenie",
    content: file(
      "id,tinyId,message,status,priority,tags,impactedServices,createdAt,updatedAt,impactStartDate,impactEndDate,extraProperties,responders",
      {
        id: "3a74524a",
        tinyId: "3",
        message: "Incident#1",
        status: "open",
        priority: "P3",
        impactedServices: '["695bce3d","cart"]',
        createdAt: "2023-09-06T14:30:56.346Z",
        impactStartDate: "2023-09-06T14:00:21.49Z",
      },
    ),
    expected: {
      externalId: "3a74524a",
      severity: 3,
      status: "open",
      startedAt: at("2023-09-06T14:00:21.490Z"),
      systems: [
        { slug: "695bce3d", part: "affected" },
        { slug: "cart", part: "affected" },
      ],
    },
  },
  {
    profile: "firehydrant",
    content: file(
      "number,name,severity,environment,functionality,service,started,detected,acknowledged,first_action,mitigated,resolved,opened_at,started_by,elapsed_time,customers_impacted,incident_commander,tickets,slack",
      {
        number: "41",
        name: "Checkout down",
        severity: "SEV1",
        service: "checkout",
        started: "2024-05-01T10:00:00Z",
        detected: "2024-05-01T10:05:00Z",
        mitigated: "2024-05-01T10:30:00Z",
        resolved: "2024-05-01T11:00:00Z",
        customers_impacted: "1200",
      },
    ),
    expected: {
      externalId: "41",
      severity: 1,
      detectedAt: at("2024-05-01T10:05:00Z"),
      mitigatedAt: at("2024-05-01T10:30:00Z"),
      resolvedAt: at("2024-05-01T11:00:00Z"),
      customersAffected: 1200,
    },
  },
  {
    profile: "rootly",
    content: file(
      "title,sequential_id,kind,slug,parent_incident_id,duplicate_incident_id,summary,severity,environments,services,functionalities,groups,labels,mitigation_message,resolution_message,retrospective_progress_status,in_triage_at,started_at,detected_at,acknowledged_at,mitigated_at,resolved_at,closed_at,cancelled_at,created_at,updated_at",
      {
        title: "Payments fail",
        sequential_id: "12",
        kind: "normal",
        severity: "sev1",
        services: "payments",
        started_at: "2025-01-01T00:00:01Z",
        created_at: "2025-01-01T00:10:00Z",
      },
      {
        title: "Try it out",
        sequential_id: "13",
        kind: "test",
        severity: "sev2",
        started_at: "2025-01-02T00:00:01Z",
      },
    ),
    expected: { externalId: "12", kind: "incident", severity: 1, startedAt: at("2025-01-01T00:00:01Z") },
  },
  {
    profile: "statuspage",
    content: file("id,name,status,impact,created_at,monitoring_at,resolved_at,shortlink,scheduled_for", {
      id: "p31zjtct2jer",
      name: "API errors",
      status: "postmortem",
      impact: "major",
      created_at: "2013-04-21T11:45:33-06:00",
      monitoring_at: "2013-04-21T12:00:33-06:00",
      resolved_at: "2013-04-21T12:45:33-06:00",
    }),
    expected: { kind: "incident", severity: 2, status: "closed", mitigatedAt: at("2013-04-21T18:00:33Z") },
  },
  {
    profile: "statuspage-downtime",
    content: file("incident_id,downtime_start,downtime_end,duration_minutes,source,title,impact", {
      incident_id: "9630129",
      downtime_start: "2022-03-25T17:35:00Z",
      downtime_end: "2022-03-28T15:02:00Z",
      duration_minutes: "4167",
      source: "updates",
      title: "Team synchronisation is paused",
      impact: "maintenance",
    }),
    expected: {
      source: "statuspage",
      externalId: "9630129",
      kind: "maintenance",
      severityRaw: "maintenance",
    },
  },
  {
    profile: "statuspage-flat",
    content: file(
      "id,title,url,impact,components,published_at,updated_at,started_at,resolved_at,downtime_start,downtime_end,duration_minutes,impact_window,status_sequence,updates_count,updates_text",
      {
        id: "1",
        title: "Incident with Actions",
        impact: "critical",
        components: "Actions, Git Operations",
        started_at: "2022-03-26T01:43:00Z",
        resolved_at: "2022-03-26T03:35:00Z",
      },
    ),
    expected: {
      kind: "incident",
      severity: 1,
      systems: [
        { slug: "actions", part: "affected" },
        { slug: "git-operations", part: "affected" },
      ],
    },
  },
  {
    profile: "google-cloud",
    content: file(
      "id,number,begin,created,end,modified,external_desc,updates,status_impact,severity,service_key,service_name,affected_products,uri,previously_affected_locations",
      {
        id: "ow5i3PPK96RduMcb1SsW",
        begin: "2026-08-20T15:40:00+00:00",
        created: "2026-08-20T16:44:00+00:00",
        external_desc: "Elevated latency",
        severity: "medium",
        service_name: "Multiple Products",
        affected_products: '[{"title":"Cloud Run","id":"x"},{"title":"Cloud SQL","id":"y"}]',
        previously_affected_locations: '[{"title":"Iowa (us-central1)","id":"us-central1"}]',
      },
    ),
    expected: {
      startedAt: at("2026-08-20T15:40:00Z"),
      severity: 2,
      regions: ["Iowa (us-central1)"],
      systems: [
        { slug: "cloud-run", part: "affected" },
        { slug: "cloud-sql", part: "affected" },
      ],
    },
  },
  {
    profile: "datadog",
    content: file(
      "public_id,title,severity,state,customer_impacted,customer_impact_scope,customer_impact_start,customer_impact_end,created,detected,resolved",
      {
        public_id: "5",
        title: "Ads are blank",
        severity: "UNKNOWN",
        state: "stable",
        customer_impacted: "true",
        created: "2025-02-02T10:00:00Z",
        detected: "2025-02-02T09:58:00Z",
      },
    ),
    expected: {
      externalId: "5",
      severityRaw: "UNKNOWN",
      status: "mitigated",
      customerFacing: true,
      startedAt: at("2025-02-02T09:58:00Z"),
    },
  },
  {
    profile: "github-deployments",
    target: "changes",
    content: file(
      "id,sha,ref,task,environment,original_environment,production_environment,transient_environment,payload,created_at,updated_at,creator",
      {
        id: "1",
        sha: "a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d",
        ref: "topic",
        task: "deploy",
        environment: "production",
        created_at: "2012-07-20T01:19:13Z",
        creator: "octocat",
      },
    ),
    expected: {
      source: "github",
      externalId: "1",
      title: "deploy · topic · production",
      deployedAt: at("2012-07-20T01:19:13Z"),
      author: "octocat",
    },
  },
  {
    profile: "devlake-deployments",
    target: "changes",
    content: file(
      "id,commit_sha,cicd_scope_id,name,result,status,environment,created_date,started_date,finished_date,repo_url,display_title",
      {
        id: "github:GithubDeployment:1:DE_1",
        commit_sha: "942b8db",
        name: "942b8db",
        result: "SUCCESS",
        environment: "PRODUCTION",
        started_date: "2023-09-01T00:16:30.000+00:00",
        finished_date: "2023-09-07T00:15:41.000+00:00",
        repo_url: "https://example.com/shop/cart",
      },
    ),
    expected: {
      title: "942b8db",
      deployedAt: at("2023-09-07T00:15:41Z"),
      system: "shop-cart",
    },
  },
  {
    profile: "devlake-issues",
    content: file(
      "id,url,issue_key,title,original_type,original_status,created_date,resolution_date,story_point,priority,severity,component",
      {
        id: "jira:1",
        issue_key: "EE-1",
        title: "Orders vanish",
        original_type: "Incident",
        created_date: "2022-07-17 07:15:55.959+00:00",
        resolution_date: "NULL",
        severity: "NULL",
      },
    ),
    expected: {
      externalId: "jira:1",
      kind: "incident",
      title: "Orders vanish",
      startedAt: at("2022-07-17T07:15:55.959Z"),
    },
  },
  {
    profile: "devlake-pagerduty",
    content: file(
      "connection_id,number,url,service_id,summary,status,urgency,priority,created_date,updated_date",
      {
        connection_id: "1",
        number: "4",
        service_id: "PIKL83L",
        summary: "[#4] Crash reported",
        status: "triggered",
        created_date: "2022-11-03T06:23:06.000+00:00",
      },
    ),
    expected: { externalId: "4", status: "open", title: "[#4] Crash reported" },
  },
  {
    profile: "devlake-opsgenie",
    content: file(
      "connection_id,id,url,service_id,service_name,description,message,owner_team,priority,status,created_date,updated_date",
      {
        connection_id: "1",
        id: "3a74",
        message: "Incident#1",
        priority: "P3",
        status: "open",
        created_date: "2023-09-06T14:30:56.346+00:00",
      },
    ),
    expected: { externalId: "3a74", severity: 3, title: "Incident#1" },
  },
  {
    profile: "pagerduty-insights",
    content: file(
      "Number,Incident ID,Title,Urgency,Priority,Service,Team,Escalation Policy,Created at,Resolved at,Resolved by,Auto Resolved,TTA,TTE,TTM,TTR",
      {
        Number: "7",
        "Incident ID": "Q1",
        Title: "Login fails",
        Priority: "P1",
        Service: "login",
        "Created at": "2024-01-01T10:00:00Z",
        TTR: "1h 5m",
      },
    ),
    expected: { externalId: "Q1", severity: 1, resolvedAt: at("2024-01-01T11:05:00Z") },
  },
];

describe("profiles", () => {
  test.each(cases)(
    "$profile is recognised by its header and read as it is meant",
    async ({ profile, target = "incidents", content, answers, expected }) => {
      const { inspection, rows } = await importText(content, {
        target,
        answers: { createSystems: true, ...answers },
      });
      expect(inspection.profile?.name).toBe(profile);
      expect(bodies(rows)).toHaveLength(1);
      expect(bodies(rows)[0]).toMatchObject(expected);
      expect(actions(rows).filter((action) => action === "refuse")).toEqual([]);
    },
  );

  test("have each a file here that they fit", () => {
    const tested = new Set([...cases, ...toolFiles].map(({ profile }) => profile));
    expect(
      profiles.map(({ name }) => name).filter((name) => name !== "faultline" && !tested.has(name)),
    ).toEqual([]);
  });

  test("fit the files of their own tool, and no other", async () => {
    const files = [
      ...cases,
      ...toolFiles.map(({ profile, content }) => ({ profile, content: textOf(content) })),
    ];
    const taken = await Promise.all(
      files.map(
        async ({ profile, content, target = "incidents" }: Pick<Case, "profile" | "content" | "target">) => {
          const { columns } = await inspect(content, { target });
          const names = columns.flatMap(({ column, path }) => (path === null ? [column] : []));
          const own = profileNamed(profile, target);
          const foreign = fittingProfiles(names, target).filter(({ source }) => source !== own?.source);
          return {
            profile,
            recognised: recognise(names, target)?.name,
            foreign: foreign.map(({ name }) => name),
          };
        },
      ),
    );
    expect(taken.length).toBeGreaterThan(50);
    expect(taken.filter(({ profile, recognised }) => profile !== recognised)).toEqual([]);
    expect(taken.filter(({ foreign }) => foreign.length > 0)).toEqual([]);
  });

  test("of our own export is not taken for a foreign file with the same words", async () => {
    const { inspection } = await importText(
      "ID,Title,Started at,Severity raw\n1,Cart slow,2026-03-02T08:00:00Z,SEV1\n",
    );
    expect(inspection.profile).toBeNull();
  });
});
