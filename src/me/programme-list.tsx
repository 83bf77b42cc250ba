import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { OwnProgramme } from '../programmes/queries.ts';
import { rhythmOf } from '../programmes/rhythm.ts';
import { longDay } from './when.ts';

/** Why a form about a programme could not be done. */
export type ProgrammeRefusal = 'ended' | 'full' | 'day';
type ProgrammeListProps = {
  programmes: OwnProgramme[];
  refused?: { id: string; why: ProgrammeRefusal } | undefined;
  speech: Speech;
};

/** The programmes of a person and those they may join, each with what they can do about it. */
export function ProgrammeList({ programmes, refused, speech }: ProgrammeListProps) {
  return (
    <ul class="cards">
      {programmes.map((own) => (
        <li key={own.programme.id} class="card">
          <OneProgramme
            own={own}
            why={refused?.id === own.programme.id ? refused.why : undefined}
            speech={speech}
          />
        </li>
      ))}
    </ul>
  );
}

type OneProps = { own: OwnProgramme; why: ProgrammeRefusal | undefined; speech: Speech };

function OneProgramme({ own: { programme, series, membership, nextDays }, why, speech }: OneProps) {
  const { say, locale } = speech;
  const { title, purpose, durationMinutes } = series.plan;
  const action = `/me/programmes/${programme.id}`;
  const skipNext = (day: string) => say('programme.skip-next', { day: longDay(day, locale) });
  return (
    <>
      <h3>
        <bdi>{title}</bdi>
      </h3>
      {why && (
        <p class="warn" role="alert">
          {say(`programme.${why}`)}
        </p>
      )}
      {purpose && (
        <p>
          <bdi>{purpose}</bdi>
        </p>
      )}
      <p>
        {say(`programme.rhythm.${rhythmOf(series.recurrence)}`)}{' '}
        {say('programme.minutes', { count: durationMinutes })}
      </p>
      {nextDays[0] && <p>{say('programme.next-day', { day: longDay(nextDays[0], locale) })}</p>}
      {membership ? (
        <>
          <p>{say('programme.member')}</p>
          <form method="post" action={action} class="fields">
            <div>
              <label for={`until-${programme.id}`}>{say('programme.paused-until')}</label>
              <input
                id={`until-${programme.id}`}
                name="until"
                type="date"
                value={membership.pausedUntil ?? ''}
              />
            </div>
            <div>
              <button type="submit" name="action" value="pause">
                <Isolated text={say('programme.pause', { title })} />
              </button>
            </div>
          </form>
          <form method="post" action={action} class="fields">
            <div>
              <label for={`date-${programme.id}`}>{say('programme.skipped')}</label>
              <select id={`date-${programme.id}`} name="date">
                <option value="">{say('programme.skip-none')}</option>
                {nextDays.map((day) => (
                  <option key={day} value={day} selected={membership.skippedDate === day}>
                    {longDay(day, locale)}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <button type="submit" name="action" value="skip">
                <Isolated text={say('programme.skip', { title })} />
              </button>
            </div>
          </form>
          {nextDays[0] && membership.skippedDate !== nextDays[0] && (
            <Act {...{ action, verb: 'skip', date: nextDays[0] }} label={skipNext(nextDays[0])} />
          )}
          <Act {...{ action, verb: 'leave', label: say('programme.leave-it', { title }) }} />
        </>
      ) : (
        <Act {...{ action, verb: 'join', label: say('programme.join-it', { title }) }} />
      )}
    </>
  );
}

type ActProps = { action: string; verb: string; date?: string; label: string };

function Act({ action, verb, date, label }: ActProps) {
  return (
    <form method="post" action={action} class="actions">
      {date && <input type="hidden" name="date" value={date} />}
      <button type="submit" name="action" value={verb} class={verb === 'join' ? 'primary' : undefined}>
        <Isolated text={label} />
      </button>
    </form>
  );
}
