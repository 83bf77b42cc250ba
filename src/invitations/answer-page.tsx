import { formatWhen } from '../calendar/time-zones.ts';
import type { Invitation } from '../db/schema/index.ts';
import type { Answer } from './answer.ts';
import type { Link } from './link.ts';
import { maskAddress } from './mask-address.ts';
import type { Coming } from './who-is-coming.ts';

export type AnswerPageProps = {
  link: Link;
  /** Where the others come from, where that may be told. */
  coming?: Coming | null;
  /** The answer a link in the mail named; it is only set off, never given by opening. */
  suggested?: Answer;
  /** True right after an answer was recorded. */
  answered?: boolean;
  /** What was wrong with the form. */
  mistake?: string;
};

const LOCALE = 'en-GB';

/** From yes to no. */
const BUTTONS: { answer: Answer; label: string }[] = [
  { answer: 'accepted', label: 'I will come' },
  { answer: 'tentative', label: 'Maybe' },
  { answer: 'declined', label: 'I cannot come' },
];

/** What an answer means for its giver: where they stand, and what happens next. */
const STANDING: Record<Invitation['answer'], { now: string; next: string }> = {
  none: { now: 'Will you come?', next: 'You can change your answer here until the gathering begins.' },
  accepted: {
    now: 'You are coming.',
    next: 'Nothing more to do. If your plans change, change your answer here, so that somebody else gets the place.',
  },
  waitlisted: {
    now: 'You are on the waiting list.',
    next: 'All places are taken. A place that comes free goes to whoever of those waiting keeps the mix of teams and places best, then to whoever has waited longest; you get a mail when it is yours.',
  },
  tentative: {
    now: 'You may come.',
    next: 'No place is held for you yet. Come back and accept as soon as you know.',
  },
  declined: {
    now: 'You are not coming.',
    next: 'Thank you for saying so. You can still change your answer until the gathering begins.',
  },
};

/** What a guest sees behind the personal link: the gathering, why they were asked, and one form with three buttons. */
export function AnswerPage({ link, coming, suggested, answered, mistake }: AnswerPageProps) {
  const { gathering, invitation, person } = link;
  const cancelled = gathering.status === 'cancelled';
  return (
    <>
      <p class="soft">An invitation for {maskAddress(person.email)}</p>
      <h1>{gathering.title}</h1>
      {cancelled ? (
        <Cancelled reason={gathering.cancelReason} />
      ) : (
        <AnswerForm {...{ invitation, suggested, answered, mistake }} />
      )}
      {gathering.purpose && <p>{gathering.purpose}</p>}
      <Facts gathering={gathering} timeZone={person.timeZone} />
      <h2>Why you</h2>
      <p>{sentence(invitation.reason)}</p>
      {coming && <ComingFrom coming={coming} />}
      <Agenda gathering={gathering} />
    </>
  );
}

function Cancelled({ reason }: { reason: string | null }) {
  return (
    <section class="card" aria-labelledby="standing">
      <h2 id="standing">This gathering was cancelled.</h2>
      {reason && <p>{reason}</p>}
      <p>There is nothing to answer any more.</p>
    </section>
  );
}

type AnswerFormProps = {
  invitation: Link['invitation'];
  suggested: Answer | undefined;
  answered: boolean | undefined;
  mistake: string | undefined;
};

function AnswerForm({ invitation, suggested, answered, mistake }: AnswerFormProps) {
  const { now, next } = STANDING[invitation.answer];
  const primary = suggested ?? (invitation.answer === 'none' ? 'accepted' : undefined);
  return (
    <section class="card" aria-labelledby="standing">
      {mistake && (
        <p class="warn" role="alert">
          {mistake}
        </p>
      )}
      <div role={answered ? 'status' : undefined}>
        <h2 id="standing">{answered ? `Thank you. ${now}` : now}</h2>
        <p>{next}</p>
      </div>
      <form method="post">
        <div class="actions">
          {BUTTONS.map(({ answer, label }) => (
            <button
              key={answer}
              type="submit"
              name="answer"
              value={answer}
              class={answer === primary ? 'primary' : undefined}
              aria-describedby="standing"
            >
              {label}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}

function Facts({ gathering, timeZone }: { gathering: Link['gathering']; timeZone: string }) {
  const { startsAt: instant, durationMinutes } = gathering;
  const when = (zone: string) => formatWhen({ instant, durationMinutes, timeZone: zone, locale: LOCALE });
  return (
    <dl>
      <dt>{gathering.timeZone === timeZone ? 'When' : 'Your time'}</dt>
      <dd>{when(timeZone)}</dd>
      {gathering.timeZone !== timeZone && (
        <>
          <dt>Local time</dt>
          <dd>{when(gathering.timeZone)}</dd>
        </>
      )}
      {gathering.place && (
        <>
          <dt>Where</dt>
          <dd>{gathering.place}</dd>
        </>
      )}
      {gathering.onlineUrl && (
        <>
          <dt>Online</dt>
          <dd>
            <a href={gathering.onlineUrl} rel="noreferrer">
              Join online
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

function ComingFrom({ coming }: { coming: Coming }) {
  return (
    <>
      <h2>Who is coming</h2>
      <p>
        People from {list(coming.units)}, who work in {list(coming.locations)}.
      </p>
    </>
  );
}

function Agenda({ gathering }: { gathering: Link['gathering'] }) {
  return (
    <>
      <h2>What happens</h2>
      <ol>
        {gathering.agenda.map((block, i) => (
          <li key={String(i)}>
            {block.title} <span class="soft">({block.minutes} min)</span>
          </li>
        ))}
      </ol>
    </>
  );
}

const list = (names: string[]) => new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(names);

/** A reason as a sentence of its own. */
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
