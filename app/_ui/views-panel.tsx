"use client";

import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
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
  const remove = async (view: SavedView) => {
    await fetch(`/api/v1/views/${view.id}`, { method: "DELETE" });
    onChange();
  };
  return (
    <ul className={classes.list}>
      {loaded.views.map((view) => (
        <li key={view.id} className={classes.item}>
          <Link href={hrefOfView(view)} prefetch={false} onClick={close}>
            {view.name}
          </Link>
          <span className={classes.quiet}>
            {view.page === "/" ? "overview" : view.page.slice(1)}
            {view.shared ? ", shared" : ""}
          </span>
          {view.mine && (
            <button
              type="button"
              className={buttons.button}
              aria-label={`Remove the view ${view.name}`}
              onClick={() => remove(view)}
            >
              <IconTrash size={15} stroke={1.6} aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
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
    if (!answer.ok) {
      const { errors, detail } = (await answer.json()) as Problem;
      return setProblem(
        errors?.[0] === undefined ? (detail ?? "It could not be saved.") : `The name ${errors[0].message}`,
      );
    }
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
