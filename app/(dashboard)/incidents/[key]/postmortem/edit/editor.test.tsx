// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { appears, click, field, mount, named, polled, submit, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import { listIncidentActions } from "#lib/actions/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { draftOf } from "#lib/postmortems/merge.ts";
import { findPostmortem } from "#lib/postmortems/read.ts";
import type { Postmortem } from "#lib/postmortems/schema.ts";
import { savePostmortem } from "#lib/postmortems/write.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { Editor } from "./editor.tsx";
import { forget, keep, keptFor } from "./kept-draft.ts";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

/** Writing a post-mortem, with everything behind it: what is typed is stored by itself, and nothing typed is lost. */

let scope: Scope;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "write");
});

afterEach(() => localStorage.clear());

async function begin(draft: object = {}): Promise<{ incident: Incident; stored: Postmortem | null }> {
  const body = { title: "Cart is slow", severity: 2, startedAt: "2026-05-02T10:00:00Z" };
  const { incident } = await declareIncident(scope, { body });
  const stored =
    Object.keys(draft).length === 0
      ? null
      : await savePostmortem(scope, { key: incident.id, draft: { ...draft, version: 0 } });
  return { incident, stored };
}

const editor = (
  { incident, stored }: { incident: Incident; stored: Postmortem | null },
  more: object = {},
) => (
  <Editor
    incident={incident}
    postmortem={stored}
    timeline={[]}
    actions={[]}
    template={null}
    zone="UTC"
    writer="Ana"
    {...more}
  />
);

const saved = (incident: Incident) => findPostmortem(scope, { key: incident.id });
/** As long as typing pauses before it is saved, and the saving. */
const pause = () => act(() => new Promise((resolve) => setTimeout(resolve, 1600)));
const status = (box: HTMLElement) => box.querySelector("[role=status]")!.textContent;
const summary = (box: HTMLElement) => box.querySelector<HTMLTextAreaElement>("#summary textarea")!;

describe("writing", () => {
  test("is saved once it pauses, and says so", async () => {
    const begun = await begin();
    const { box } = await mount(editor(begun));
    expect(status(box)).toBe("Nothing written yet");
    await type(summary(box), "The cart answered late.");
    expect(status(box)).toBe("Not saved yet");
    expect(await saved(begun.incident)).toBeNull();
    await pause();
    await polled(async () => (await saved(begun.incident))?.summary).toBe("The cart answered late.");
    expect(status(box)).toMatch(/^Saved, /);
    expect(keptFor(begun.incident.id)).toBeNull();
  });

  test("takes in what somebody else wrote in another section", async () => {
    const begun = await begin({ summary: "The cart answered late." });
    const { box } = await mount(editor(begun));
    await savePostmortem(scope, {
      key: begun.incident.id,
      draft: { rootCause: "A full disk.", version: begun.stored!.version },
    });
    await type(summary(box), "The cart answered very late.");
    await pause();
    await polled(async () => (await saved(begun.incident))?.summary).toBe("The cart answered very late.");
    expect((await saved(begun.incident))!.rootCause).toBe("A full disk.");
    expect(box.querySelector<HTMLTextAreaElement>("#rootCause textarea")!.value).toBe("A full disk.");
  });

  test("asks where somebody else wrote in the same section, and stores nothing before it is decided", async () => {
    const begun = await begin({ summary: "Late." });
    const { box } = await mount(editor(begun));
    const theirs = { summary: "Late, says Ben.", version: begun.stored!.version };
    await savePostmortem(scope, { key: begun.incident.id, draft: theirs });
    await type(summary(box), "Late, says Ana.");
    await pause();
    const dialog = await appears(document, "[role=dialog]");
    expect(dialog.textContent).toContain("Somebody else changed the same sections");
    expect(dialog.textContent).toContain("Late, says Ben.");
    expect(dialog.textContent).toContain("Late, says Ana.");
    expect((await saved(begun.incident))!.summary).toBe("Late, says Ben.");
    await click(dialog.querySelector("input[value=both]"));
    await click(named(document, "button", "Go on writing"));
    await pause();
    await polled(async () => (await saved(begun.incident))?.summary).toBe(
      "Late, says Ben.\n\nLate, says Ana.",
    );
  });

  test("begins with the organisation's template where there is one and nothing is written", async () => {
    const template = {
      ...draftOf((await begin({ summary: "x" })).stored!),
      summary: "What happened, to whom?",
    };
    const { box } = await mount(editor(await begin(), { template }));
    await click(named(box, "button", "Begin with the organisation's template"));
    expect(summary(box).value).toBe("What happened, to whom?");
    expect(named(box, "button", "Begin with the organisation's template")).toBeUndefined();
  });
});

describe("what had not reached the server", () => {
  const kept = (stored: Postmortem) => ({
    version: stored.version,
    base: draftOf(stored),
    mine: { ...draftOf(stored), summary: "Typed on a train." },
    at: "2026-05-03T08:00:00Z",
  });

  test("is there again when the editor opens, with a word about it, and is saved", async () => {
    const begun = await begin({ summary: "Late." });
    keep(begun.incident.id, kept(begun.stored!));
    const { box } = await mount(editor(begun));
    expect(box.textContent).toContain("Brought back");
    expect(box.textContent).toContain("3 May 2026, 08:00");
    expect(summary(box).value).toBe("Typed on a train.");
    await pause();
    await polled(async () => (await saved(begun.incident))?.summary).toBe("Typed on a train.");
  });

  test("is thrown away by who wants that, and then stays away", async () => {
    const begun = await begin({ summary: "Late." });
    keep(begun.incident.id, kept(begun.stored!));
    const { box } = await mount(editor(begun));
    await click(named(box, "button", "Discard it"));
    expect(summary(box).value).toBe("Late.");
    expect(keptFor(begun.incident.id)).toBeNull();
    await pause();
    expect((await saved(begun.incident))!.summary).toBe("Late.");
  });

  test("that is no draft, or of another incident, is none", () => {
    localStorage.setItem("faultline:postmortem:inc_1", "{");
    expect(keptFor("inc_1")).toBeNull();
    localStorage.setItem("faultline:postmortem:inc_1", '{"version":"1"}');
    expect(keptFor("inc_1")).toBeNull();
    expect(keptFor("inc_2")).toBeNull();
    forget("inc_1");
    expect(localStorage.length).toBe(0);
  });
});

describe("publishing", () => {
  const checks = (box: HTMLElement) =>
    [...box.querySelectorAll("[aria-label='What publishing needs'] li")].map((one) => ({
      words: one.textContent,
      missing: one.hasAttribute("data-missing"),
    }));

  test("says what it still needs, each leading to where that is written", async () => {
    const { box } = await mount(editor(await begin({ owner: "Ana" })));
    const missing = checks(box).filter((one) => one.missing);
    expect(missing.length).toBeGreaterThanOrEqual(3);
    expect(box.querySelector("[aria-label='What publishing needs'] a[href='#summary']")).not.toBeNull();
    expect((named(box, "button", "Publish") as HTMLButtonElement).disabled).toBe(true);
  });

  test("ticks what is there", async () => {
    const { box } = await mount(editor(await begin({ summary: "Late.", rootCause: "A full disk." })));
    const there = checks(box).filter(({ missing }) => !missing);
    expect(there.map(({ words }) => words)).toEqual(
      expect.arrayContaining(["✓ Summary is there", "✓ Root cause is there"]),
    );
  });

  test("is not offered before anything is written", async () => {
    const { box } = await mount(editor(await begin()));
    expect(named(box, "button", "Publish")).toBeUndefined();
    expect(named(box, "button", "Ask for review")).toBeUndefined();
  });

  test("goes by a review, and back to a draft", async () => {
    const begun = await begin({ summary: "Late." });
    const { box } = await mount(editor(begun));
    await click(named(box, "button", "Ask for review"));
    await polled(async () => (await saved(begun.incident))?.state).toBe("in-review");
    await polled(() => named(box, "button", "Back to draft")).toBeDefined();
    await click(named(box, "button", "Back to draft"));
    await polled(async () => (await saved(begun.incident))?.state).toBe("draft");
  });
});

describe("what happened and what is to be done", () => {
  test("an entry of the timeline is added where its time can be read, and refused where not", async () => {
    const { incident, stored } = await begin({ summary: "Late." });
    const { box } = await mount(editor({ incident, stored }));
    const form = box.querySelector("#timeline form")!;
    const [when, what] = form.querySelectorAll<HTMLInputElement>(
      "input[type=text], input:not([type]), textarea",
    );
    await type(when, "noonish");
    await type(what, "Rolled back");
    await submit(form);
    expect(form.querySelector("[aria-invalid=true]")).not.toBeNull();
    expect((await listTimeline(scope, { key: incident.id })).items).toEqual([]);
    await type(when, "2026-05-02 10:20");
    await submit(form);
    await polled(async () =>
      (await listTimeline(scope, { key: incident.id })).items.map(({ text }) => text),
    ).toEqual(["Rolled back"]);
  });

  test("an action is added with its title alone", async () => {
    const { incident, stored } = await begin({ summary: "Late." });
    const { box } = await mount(editor({ incident, stored }));
    const form = box.querySelector("#actions form")!;
    await type(field(form, "Action") ?? form.querySelector("input"), "Add an alert");
    await submit(form);
    await polled(async () =>
      (await listIncidentActions(scope, { key: incident.id })).items.map(({ title }) => title),
    ).toEqual(["Add an alert"]);
  });
});

describe("two versions of a section", () => {
  test("stand side by side, and none is taken before each is decided", async () => {
    const { stored } = await begin({ summary: "Theirs.", fiveWhys: ["Disk full"], owner: "Ben" });
    const mine = { ...draftOf(stored!), summary: "Mine.", fiveWhys: ["Disk full", "No alert"], owner: "Ana" };
    let decided: object | null = null;
    await mount(
      <ConflictDialog
        clash={{ fields: ["summary", "fiveWhys", "owner"], mine, theirs: stored!, merged: mine }}
        onDecide={(chosen) => {
          decided = chosen;
        }}
      />,
    );
    const goOn = () => named(document, "button", "Go on writing") as HTMLButtonElement;
    expect(goOn().disabled).toBe(true);
    const groups = [...document.querySelectorAll("[role=radiogroup]")];
    // An owner is one person: there is no both.
    expect(groups.map((group) => group.querySelectorAll("input").length).toSorted()).toEqual([2, 3, 3]);
    for (const group of groups) {
      expect(goOn().disabled).toBe(true);
      await click(group.querySelector("input[value=both]") ?? group.querySelector("input[value=theirs]"));
    }
    await click(goOn());
    expect(decided).toEqual({
      summary: "Theirs.\n\nMine.",
      fiveWhys: ["Disk full", "No alert"],
      owner: "Ben",
    });
  });
});
