import { problemStatuses } from "../problem.ts";

/** The ways in which an operation can refuse, said once and shared. */

const problem = {
  type: "object",
  description: "What is wrong, in words (RFC 9457).",
  required: ["type", "title", "status", "detail", "requestId"],
  properties: {
    type: { type: "string", description: "Names the kind of problem: urn:faultline:problem:invalid, say." },
    title: { type: "string", description: "The kind of problem in words, the same each time." },
    status: { type: "integer", description: "The status of the response." },
    detail: { type: "string", description: "What is wrong with this request." },
    errors: {
      type: "array",
      description: "With 422: each field that is wrong.",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: {
          path: {
            type: "string",
            description: "The field, as the caller wrote it: systems.0.slug, say; empty means the whole.",
          },
          message: { type: "string", description: "What is wrong with it." },
        },
      },
    },
    current: { description: "With 409: the record as it stands." },
    requestId: { type: "string", description: "Under which the server's log tells more of this request." },
  },
};

export const problemSchemas = { Problem: problem };

const nameOf = (title: string) =>
  title.replaceAll(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase()).replaceAll(/\W/g, "");

const kinds = Object.values(problemStatuses);

export const problemResponses = Object.fromEntries([
  ...kinds.map(({ status, title }) => [nameOf(title), responseOf(title, status)]),
  ["Problem", responseOf("Something went wrong on our side", 500)],
]);

function responseOf(title: string, status: number): object {
  return {
    description: title,
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        example: {
          type: "about:blank",
          title,
          status,
          detail: "In plain words, what is wrong with this request.",
          requestId: "7efe2be7-8eaa-4624-a02f-a6b1c9190191",
        },
      },
    },
  };
}

/** The shared responses of the statuses that an operation can refuse with. */
export function refusals(statuses: readonly number[]): Record<string, { $ref: string }> {
  const those = kinds.filter(({ status }) => statuses.includes(status));
  return Object.fromEntries([
    ...those.map(({ status, title }) => [status, { $ref: `#/components/responses/${nameOf(title)}` }]),
    ["default", { $ref: "#/components/responses/Problem" }],
  ]);
}
