"use client";

import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { hrefOfView } from "#lib/views/rules.ts";
import type { SavedView } from "#lib/views/schema.ts";
import { withoutPlace } from "./filter-address.ts";
import buttons from "./icon-button.module.css";
import classes from "./views-panel.module.css";

type Loaded = { views: SavedView[] } | { problem: string } | null;

export function ViewsPanel({ close }: { close: () => void }) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const load = useCallback(async () => {
    const answer = await fetch("/api/v1/views");
    setLoaded(
      answer.ok
        ? { views: ((await answer.json()) as { items: SavedView[] }).items }
        : { problem: "The saved views could not be loaded." },
    );
  }, []);
  useEffect(() => void load(), [load]);
  return (
    <div className={classes.root}>
      <List loaded={loaded} close={close} onChange={load} />
      <SaveForm onSaved={load} />
    </div>
  );
}

function List({ loaded, close, onChange }: { loaded: Loaded; close: () => void; onChange: () => void }) {
  if (loaded === null) return <p className={classes.quiet}>Loading …</p>;
  if ("problem" in loaded) return <p role="alert">{loaded.problem}</p>;
  if (loaded.views.length === 0) return <p className={classes.quiet}>No view is saved yet.</p>;
  return (
    <ul className={classes.list}>
      {loaded.views.map((view) => (
        <View key={`${view.id}-${view.version}`} view={view} close={close} onChange={onChange} />
      ))}
    </ul>
  );
}

function View({ view, close, onChange }: { view: SavedView; close: () => void; onChange: () => void }) {
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <li>
        <RenameForm view={view} onRenamed={onChange} onCancel={() => setRenaming(false)} />
      </li>
    );
  }
  const remove = async () => {
    await fetch(`/api/v1/views/${view.id}`, { method: "DELETE" });
    onChange();
  };
  return (
    <li className={classes.item}>
      <Link href={hrefOfView(view)} prefetch={false} onClick={close}>
        {view.name}
      </Link>
      <span className={classes.quiet}>
        {view.page === "/" ? "overview" : view.page.slice(1)}
        {view.shared ? ", shared" : ""}
      </span>
      {view.mine && (
        <span className={classes.buttons}>
          <button
            type="button"
            className={buttons.button}
            aria-label={`Rename the view ${view.name}`}
            onClick={() => setRenaming(true)}
          >
            <IconPencil size={15} stroke={1.6} aria-hidden />
          </button>
          <button
            type="button"
            className={buttons.button}
            aria-label={`Remove the view ${view.name}`}
            onClick={remove}
          >
            <IconTrash size={15} stroke={1.6} aria-hidden />
          </button>
        </span>
      )}
    </li>
  );
}

function RenameForm(of: { view: SavedView; onRenamed: () => void; onCancel: () => void }) {
  const { id, name, version } = of.view;
  const [problem, setProblem] = useState<string | null>(null);
  const rename = async (form: HTMLFormElement) => {
    const answer = await fetch(`/api/v1/views/${id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: new FormData(form).get("name"), version }),
    });
    if (!answer.ok) return setProblem(await problemOf(answer));
    of.onRenamed();
  };
  return (
    <form
      className={classes.rename}
      onSubmit={(event) => {
        event.preventDefault();
        void rename(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        of.onCancel();
      }}
    >
      <TextInput
        name="name"
        size="sm"
        aria-label={`New name of ${name}`}
        defaultValue={name}
        autoFocus
        required
        maxLength={100}
        error={problem}
      />
      <Button type="submit" size="xs">
        Rename
      </Button>
    </form>
  );
}

async function problemOf(answer: Response): Promise<string> {
  const { errors, detail } = (await answer.json()) as Problem;
  return errors?.[0] === undefined ? (detail ?? "It could not be saved.") : `The name ${errors[0].message}`;
}

type Problem = { detail?: string; errors?: { path: string; message: string }[] };

function SaveForm({ onSaved }: { onSaved: () => void }) {
  const page = usePathname();
  const params = useSearchParams();
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    setSaving(true);
    const answer = await fetch("/api/v1/views", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        name: given.get("name"),
        page,
        query: withoutPlace(params),
        shared: given.get("shared") !== null,
      }),
    });
    setSaving(false);
    if (!answer.ok) return setProblem(await problemOf(answer));
    setProblem(null);
    form.reset();
    onSaved();
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save(event.currentTarget);
      }}
    >
      <TextInput
        name="name"
        size="sm"
        label="Save this page and filter as"
        required
        maxLength={100}
        error={problem}
      />
      <div className={classes.foot}>
        <Checkbox name="shared" size="xs" label="Everybody sees it" />
        <Button type="submit" size="xs" loading={saving}>
          Save view
        </Button>
      </div>
    </form>
  );
}
