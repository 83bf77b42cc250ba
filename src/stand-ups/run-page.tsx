import type { Gathering } from '../db/schema/index.ts';
import { SECONDS_EACH } from '../gatherings/formats/stand-up.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { CLOCK_SCRIPT } from './clock-script.ts';
import type { Speaker } from './queries.ts';
import { Lines } from './speaker-lines.tsx';
import { type Turn, turnAt } from './turns.ts';

export type RunPageProps = {
  gathering: Pick<Gathering, 'title' | 'status'>;
  /** Whether it has begun, so that it can be finished. */
  begun: boolean;
  speakers: Speaker[];
  turn: number;
  /** Places in the order of those who turn out not to be here. */
  out: ReadonlySet<number>;
  speech: Speech;
};

const addressOf = (turn: number, out: ReadonlySet<number>) =>
  `?turn=${turn}${out.size > 0 ? `&out=${[...out].join('.')}` : ''}`;

/** The page that runs a stand-up: each turn is an address of its own, so that it works without a script. */
export function RunPage(props: RunPageProps) {
  const { gathering, speakers, out, speech } = props;
  const { say } = speech;
  const finished = gathering.status !== 'scheduled';
  const turn = turnAt(speakers, out, props.turn);
  return (
    <>
      <h1>
        <bdi>{gathering.title}</bdi>
      </h1>
      {finished && (
        <p class="notice" role="status">
          {say(gathering.status === 'cancelled' ? 'me.cancelled' : 'stand-up.run.finished')}
        </p>
      )}
      {!finished && turn.at === 'start' && <Start {...props} />}
      {!finished && turn.at === 'speaker' && <Speaking {...props} now={turn} />}
      {!finished && turn.at === 'end' && <End {...props} />}
    </>
  );
}

function Start({ speakers, out, speech }: RunPageProps) {
  const { say } = speech;
  if (speakers.length === 0) return <p>{say('stand-up.run.nobody')}</p>;
  return (
    <>
      <p>{say('stand-up.order-rule', { count: SECONDS_EACH })}</p>
      <p class="actions">
        <a class="button primary" href={addressOf(1, out)}>
          {say('stand-up.run.begin')}
        </a>
      </p>
      <h2>{say('stand-up.order')}</h2>
      <ol class="said">
        {speakers.map((speaker) => (
          <li key={speaker.id}>
            <Who speaker={speaker} />
            <Lines speaker={speaker} speech={speech} />
          </li>
        ))}
      </ol>
    </>
  );
}

type SpeakingProps = RunPageProps & { now: Extract<Turn<Speaker>, { at: 'speaker' }> };

function Speaking({ out, speech, now: { speaker, index, next, number, count } }: SpeakingProps) {
  const { say } = speech;
  return (
    <>
      <p class="soft">{say('stand-up.run.turn', { number: String(number), of: String(count) })}</p>
      <p class="speaker">
        <bdi>{speaker.name}</bdi>
      </p>
      <p class="soft">
        <bdi>{speaker.unit}</bdi>
      </p>
      <div class="said">
        <Lines speaker={speaker} speech={speech} />
      </div>
      <p class="clock" id="clock" role="timer" data-seconds={SECONDS_EACH} hidden />
      <p class="said warn" id="up" role="status" data-text={say('stand-up.run.up')} />
      <p class="actions">
        <a class="button primary" href={addressOf(number + 1, out)}>
          {next ? (
            <Isolated text={say('stand-up.run.next', { name: next.name })} />
          ) : (
            say('stand-up.run.last')
          )}
        </a>
        <button
          id="toggle"
          type="button"
          data-pause={say('stand-up.run.pause')}
          data-go={say('stand-up.run.go')}
          hidden
        >
          {say('stand-up.run.pause')}
        </button>
        <a class="button" href={addressOf(number, new Set([...out, index]))}>
          <Isolated text={say('stand-up.run.not-here', { name: speaker.name })} />
        </a>
        <a class="button" href={addressOf(number - 1, out)}>
          {say('stand-up.run.back')}
        </a>
      </p>
      {/* Unescaped because it is our own constant; the policy allows it by its hash. */}
      <script dangerouslySetInnerHTML={{ __html: CLOCK_SCRIPT }} />
    </>
  );
}

function End({ begun, speakers, out, speech: { say } }: RunPageProps) {
  if (!begun) return <p class="warn">{say('stand-up.run.not-begun')}</p>;
  return (
    <form method="post">
      <fieldset>
        <legend>{say('stand-up.run.who')}</legend>
        <ul class="checks">
          {speakers.map((speaker, index) => (
            <li key={speaker.id}>
              <label>
                <input type="checkbox" name={`at-${index}`} value={speaker.id} checked={!out.has(index)} />
                <span>
                  <Who speaker={speaker} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <p class="soft">{say('stand-up.run.recorded')}</p>
      <div class="actions">
        <button class="primary" type="submit">
          {say('stand-up.run.finish')}
        </button>
        <a class="button" href={addressOf(1, out)}>
          {say('stand-up.run.again')}
        </a>
      </div>
    </form>
  );
}

function Who({ speaker }: { speaker: Speaker }) {
  return (
    <>
      <bdi>{speaker.name}</bdi>{' '}
      <span class="soft">
        · <bdi>{speaker.unit}</bdi>
      </span>
    </>
  );
}
