import type { Neighbour } from "#app/_charts/pictures/dependency-picture.tsx";
import classes from "../systems.module.css";

/** The same as two lists, where a picture would be too small to read. */
export function DependencyLists({
  dependents,
  dependencies,
}: {
  dependents: Neighbour[];
  dependencies: Neighbour[];
}) {
  return (
    <div className={classes.lists}>
      <Listed title="Depend on it" items={dependents} />
      <Listed title="It depends on" items={dependencies} />
    </div>
  );
}

function Listed({ title, items }: { title: string; items: Neighbour[] }) {
  return (
    <>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p className={classes.missing}>Nothing recorded.</p>
      ) : (
        <ul className={classes.list}>
          {items.map(({ slug, name, tier }) => (
            <li key={slug}>
              <a href={`/systems/${encodeURIComponent(slug)}`}>{name}</a>
              <span>{tier === null ? "" : `Tier ${tier}`}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
