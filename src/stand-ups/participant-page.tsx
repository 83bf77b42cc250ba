import { formatWhenIn } from '../calendar/time-zones.ts';
import type { Gathering } from '../db/schema/index.ts';
import { SECONDS_EACH } from '../gatherings/formats/stand-up.ts';
import type { Speech } from '../languages/speak.ts';
import { LINE_MAX, type Line } from './leave-line.ts';
import type { Speaker } from './queries.ts';
import { Lines } from './speaker-lines.tsx';

type ParticipantPageProps = {
  gathering: Gathering;
  /** The zone the reader lives by. */
  readerTimeZone: string;
  speakers: Speaker[];
  absent: boolean;
  line: Line;
  begun: boolean;
  over: boolean;
  saved?: boolean;
  mistaken?: boolean;
  speech: Speech;
};

const FIELDS = [
  ['couldHelp', 'stand-up.could-help'],
  ['needsHelp', 'stand-up.needs-help'],
] as const;

/** What somebody who takes part in a date does beforehand, and the order in which people speak. */
export function ParticipantPage(props: ParticipantPageProps) {
  const { gathering, readerTimeZone, speakers, absent, line, begun, over, saved, mistaken, speech } = props;
  const { say, locale } = speech;
  const { startsAt: instant, durationMinutes, timeZone, place } = gathering;
  return (
    <>
      <h1>
        <bdi>{gathering.title}</bdi>
      </h1>
      {formatWhenIn({ instant, durationMinutes, locale }, [readerTimeZone, timeZone]).map((when) => (
        <p key={when}>{when}</p>
      ))}
      {place && (
        <p>
          <bdi>{place}</bdi>
        </p>
      )}
      {saved && (
        <p class="notice" role="status">
          {say('stand-up.saved')}
        </p>
      )}
      {mistaken && (
        <p class="warn" role="alert">
          {say('stand-up.too-long', { count: LINE_MAX })}
        </p>
      )}
      {over && <p class="warn">{say('stand-up.over')}</p>}
      {absent ? (
        <p class="notice">{say('stand-up.absent')}</p>
      ) : (
        !over && (
          <form method="post" class="card">
            <p id="line-rule">{say('stand-up.line-rule')}</p>
            {FIELDS.map(([name, label]) => (
              <div class="words" key={name}>
                <label for={name}>{say(label)}</label>
                <textarea id={name} name={name} rows={2} maxLength={LINE_MAX} aria-describedby="line-rule">
                  {line[name] ?? ''}
                </textarea>
              </div>
            ))}
            <div class="actions">
              <button class="primary" type="submit" name="action" value="line">
                {say('stand-up.save')}
              </button>
            </div>
          </form>
        )
      )}
      {!begun && !over && (
        <form method="post" class="actions">
          <button type="submit" name="action" value={absent ? 'present' : 'absent'}>
            {say(absent ? 'stand-up.come-after-all' : 'stand-up.cannot-come')}
          </button>
        </form>
      )}
      {!absent && (
        <>
          <h2>{say('stand-up.order')}</h2>
          <p class="soft">{say('stand-up.order-rule', { count: SECONDS_EACH })}</p>
          <ol>
            {speakers.map((speaker) => (
              <li key={speaker.id}>
                <bdi>{speaker.name}</bdi>{' '}
                <span class="soft">
                  · <bdi>{speaker.unit}</bdi>
                </span>
                <Lines speaker={speaker} speech={speech} />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
