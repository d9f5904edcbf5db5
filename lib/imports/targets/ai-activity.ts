import type { Target } from "./target.ts";

/** Reports of makers of AI tools: a row for each person and day. */
export const aiActivityTarget: Target = {
  name: "ai-activity",
  label: "Activity of people and days",
  naturalKey: ["user_email", "day", "source"],
  fields: [
    {
      name: "user_email",
      label: "E-mail address",
      kind: "identifier",
      max: 320,
      required: true,
      names: ["email", "e-mail", "user", "mail", "email address", "user login", "member", "actor"],
    },
    {
      name: "day",
      label: "Day",
      kind: "day",
      required: true,
      names: ["date", "activity date", "usage date", "report date", "timestamp"],
    },
    {
      name: "is_active",
      label: "Active",
      kind: "flag",
      required: true,
      names: ["active", "was active", "used ai", "is active user"],
    },
    {
      name: "tools",
      label: "AI tools",
      kind: "labels",
      names: ["tool", "ai tool", "product", "products", "client", "editor", "features"],
    },
    {
      name: "models",
      label: "AI models",
      kind: "labels",
      names: ["model", "ai model", "most used model", "models used"],
    },
    { name: "source", label: "Source", kind: "identifier", max: 100, names: ["source system"] },
  ],
};
