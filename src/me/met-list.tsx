import type { encountersOf } from '../encounters/queries.ts';
import { readableDay } from './when.ts';

/** An encounter of the person's own list. */
export type Met = Awaited<ReturnType<typeof encountersOf>>[number];

type MetListProps = { met: Met[]; earlier: string | null; timeZone: string };

/** Whom somebody met, newest first, each with a button that strikes the row out. */
export function MetList({ met, earlier, timeZone }: MetListProps) {
  if (met.length === 0)
    return <p class="soft">Nobody here yet. It fills when you share a small table with others.</p>;
  return (
    <>
      <p>
        You came to the same small table. Strike out what should not be kept: it is gone at once, you give no
        reason, and the other person is not told.
      </p>
      <ul class="rows">
        {met.map(({ id, who, where, metAt }) => (
          <li key={id}>
            <div>
              <strong id={`met-${id}`}>{who.name}</strong>
              <p>
                {who.unit}, {who.location}
              </p>
              <p class="soft">
                {where.title}
                {where.place && `, ${where.place}`}, {readableDay(metAt, timeZone)}
              </p>
            </div>
            <form method="post" action={`/me/encounters/${id}/strike-out`}>
              <button type="submit" id={`strike-${id}`} aria-labelledby={`strike-${id} met-${id}`}>
                Strike out
              </button>
            </form>
          </li>
        ))}
      </ul>
      {earlier && (
        <p>
          <a class="button" href={`/me?cursor=${earlier}#met`}>
            Earlier encounters
          </a>
        </p>
      )}
    </>
  );
}
