import type { encountersOf } from '../encounters/queries.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { readableDay } from './when.ts';

/** An encounter of the person's own list. */
export type Met = Awaited<ReturnType<typeof encountersOf>>[number];

type MetListProps = { met: Met[]; earlier: string | null; timeZone: string; speech: Speech };

/** Whom somebody met, newest first, each with a button that strikes the row out. */
export function MetList({ met, earlier, timeZone, speech: { say, row, locale } }: MetListProps) {
  if (met.length === 0) return <p class="soft">{say('me.met-nobody')}</p>;
  return (
    <>
      <p>{say('me.met-how')}</p>
      <ul class="rows">
        {met.map(({ id, who, where, metAt }) => (
          <li key={id}>
            <div>
              <strong id={`met-${id}`}>
                <bdi>{who.name}</bdi>
              </strong>
              <p>
                <Isolated text={row([who.unit, who.location])} />
              </p>
              <p class="soft">
                <Isolated
                  text={row([
                    where.title,
                    ...(where.place ? [where.place] : []),
                    readableDay(metAt, timeZone, locale),
                  ])}
                />
              </p>
            </div>
            <form method="post" action={`/me/encounters/${id}/strike-out`}>
              <button type="submit" id={`strike-${id}`} aria-labelledby={`strike-${id} met-${id}`}>
                {say('me.strike-out')}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {earlier && (
        <p>
          <a class="button" href={`/me?cursor=${earlier}#met`}>
            {say('me.earlier')}
          </a>
        </p>
      )}
    </>
  );
}
