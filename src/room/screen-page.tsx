import { formatMoment } from '../calendar/time-zones.ts';
import type { Gathering } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { COUNTDOWN } from './countdown.ts';
import { RoomLinks } from './room-links.tsx';
import type { RoomClock } from './round-times.ts';

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;
/** Longer ahead a day is told, not a clock. */
const FAR_MS = 12 * 60 * MS_PER_MINUTE;

export type ScreenTable = { number: number; seated: { name: string; unit: string; hosts: boolean }[] };

export type ScreenPageProps = {
  gathering: Gathering;
  speech: Speech;
  clock: RoomClock;
  /** How many rounds there are. */
  total: number;
  /** Of the round that runs, or of the next one. */
  tables: ScreenTable[];
  notice?: 'planned' | 'not-planned' | undefined;
};

/** What a projector shows: the round, how long it lasts, and who sits where. */
export function ScreenPage({ gathering, speech, clock, total, tables, notice }: ScreenPageProps) {
  const { say } = speech;
  return (
    <>
      <h1>
        <bdi>{gathering.title}</bdi>
      </h1>
      {notice && (
        <p class="notice" role="status">
          {say(`room.screen.${notice}`)}
        </p>
      )}
      {clock.state === 'over' ? (
        <p>{say(total === 0 ? 'room.screen.none' : 'room.screen.over')}</p>
      ) : (
        <Clock clock={clock} total={total} timeZone={gathering.timeZone} speech={speech} />
      )}
      <ul class="seating">
        {tables.map(({ number, seated }) => (
          <li key={number}>
            <h2>{say('room.screen.table', { number: written(number, speech) })}</h2>
            <ul>
              {seated.map(({ name, unit, hosts }, i) => (
                <li key={i}>
                  <bdi>{name}</bdi>{' '}
                  <span class="soft">
                    <bdi>{unit}</bdi>
                    {hosts && <> · {say('room.screen.host')}</>}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {total > 0 && (
        <form method="post" action={`/gatherings/${gathering.id}/screen/bell`} class="actions">
          <button type="submit">{say('room.screen.bell')}</button>
        </form>
      )}
      <RoomLinks id={gathering.id} shown="screen" speech={speech} />
    </>
  );
}

type ClockProps = {
  clock: RoomClock & { state: 'running' | 'next' };
  total: number;
  timeZone: string;
  speech: Speech;
};

function Clock({ clock: { state, round, msLeft }, total, timeZone, speech }: ClockProps) {
  const { say, locale } = speech;
  const count = Math.ceil(msLeft / MS_PER_MINUTE);
  const isFar = state === 'next' && msLeft > FAR_MS;
  const text = isFar
    ? say('room.screen.starts-on', { when: formatMoment({ instant: round.startsAt, timeZone, locale }) })
    : say(state === 'running' ? 'room.screen.left' : 'room.screen.starts-in', { count });
  return (
    <>
      <p>
        <strong>
          <Isolated
            text={say('room.screen.round', {
              number: written(round.number, speech),
              total: written(total, speech),
            })}
          />
        </strong>{' '}
        <Isolated text={text} />
      </p>
      {!isFar && (
        <>
          <p class="clock" aria-hidden="true">
            <span id="clock" dir="ltr" data-seconds={Math.ceil(msLeft / MS_PER_SECOND)} />
          </p>
          {/* Unescaped because it is our own constant; the policy of this page allows it by its hash. */}
          <script dangerouslySetInnerHTML={{ __html: COUNTDOWN }} />
        </>
      )}
    </>
  );
}

function written(number: number, { locale }: Speech): string {
  return new Intl.NumberFormat(locale).format(number);
}
