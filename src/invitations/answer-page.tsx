import { Fragment } from 'preact';

import { closesAt } from '../calendar/closes-at.ts';
import { formatMoment, formatWhen } from '../calendar/time-zones.ts';
import type { Briefing } from '../db/schema/index.ts';
import { agendaTitle } from '../languages/agenda-title.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from '../pages/mask-address.ts';
import { QrCode } from '../pages/qr-code.tsx';
import type { Answer } from './answer.ts';
import { AnswerForm, standingOf } from './answer-form.tsx';
import { briefingFacts } from './briefing-facts.ts';
import type { Link } from './link.ts';
import { reasonFor } from './say-reason.ts';
import type { Coming } from './who-is-coming.ts';

export type AnswerPageProps = {
  link: Link;
  speech: Speech;
  /** Where the others come from, where that may be told. */
  coming?: Coming | null;
  /** The answer a link in the mail named; it is only set off, never given by opening. */
  suggested?: Answer;
  /** True right after an answer was recorded. */
  answered?: boolean;
  /** True when the form named none of the answers. */
  mistaken?: boolean;
  /** True when there was no place for those whom the person wanted to bring. */
  noRoomForGuests?: boolean;
  /** True when no place is free in the way that the person asked for. */
  noPlaceThere?: boolean;
  /** True when the organiser takes no more answers. */
  closed?: boolean;
  /** Where the calendar file is. */
  calendarUrl: string;
  /** What the guest's own code leads whoever runs the door to. */
  doorUrl: string;
};

/** What a guest sees behind the personal link: the gathering, why they were asked, and one form with three buttons. */
export function AnswerPage(props: AnswerPageProps) {
  const { link, speech, coming, suggested, answered, mistaken, noRoomForGuests, noPlaceThere } = props;
  const { closed, calendarUrl, doorUrl } = props;
  const { gathering, invitation, person } = link;
  const { say } = speech;
  const cancelled = gathering.status === 'cancelled';
  return (
    <>
      <p class="soft">
        <Isolated text={say('answer.for', { address: maskAddress(person.email) })} />
      </p>
      <h1>
        <bdi>{gathering.title}</bdi>
      </h1>
      {cancelled ? (
        <Cancelled reason={gathering.cancelReason} speech={speech} />
      ) : closed ? (
        <Closed {...{ link, speech, answered }} />
      ) : (
        <AnswerForm {...{ link, speech, suggested, answered, mistaken, noRoomForGuests, noPlaceThere }} />
      )}
      {!cancelled && invitation.answer === 'accepted' && (
        <p>
          <a class="button" href={calendarUrl}>
            {say('answer.calendar-file')}
          </a>
        </p>
      )}
      {!cancelled && invitation.answer === 'accepted' && invitation.attends === 'room' && (
        <details class="card">
          <summary>{say('answer.door-code')}</summary>
          <p>{say('answer.door-code-how')}</p>
          <QrCode url={doorUrl} alt={say('answer.door-code')} />
        </details>
      )}
      {gathering.purpose && <p dir="auto">{gathering.purpose}</p>}
      {gathering.briefing && <Told briefing={gathering.briefing} gathering={gathering} speech={speech} />}
      <Facts gathering={gathering} timeZone={person.timeZone} speech={speech} />
      <Reason invitation={invitation} speech={speech} />
      {coming && <ComingFrom coming={coming} speech={speech} />}
      <Agenda gathering={gathering} speech={speech} />
    </>
  );
}

function Cancelled({ reason, speech: { say } }: { reason: string | null; speech: Speech }) {
  return (
    <section class="card" aria-labelledby="standing">
      <h2 id="standing">{say('answer.cancelled')}</h2>
      {reason && <p dir="auto">{reason}</p>}
      <p>{say('answer.nothing-to-answer')}</p>
    </section>
  );
}

/** After the cut-off: where the person stands, and for who comes the one answer that is left. */
function Closed({ link, speech, answered }: { link: Link; speech: Speech; answered: boolean | undefined }) {
  const { say } = speech;
  const { now } = standingOf(link, speech);
  const comes = link.invitation.answer === 'accepted';
  return (
    <section class="card" aria-labelledby="standing">
      <div role={answered ? 'status' : undefined}>
        <h2 id="standing">{answered ? say('answer.thanks', { standing: now }) : now}</h2>
        <p>{say(comes ? 'answer.closed-give-back' : 'answer.closed')}</p>
      </div>
      {comes && (
        <form method="post">
          <div class="actions">
            <button type="submit" name="answer" value="declined" aria-describedby="standing">
              {say('answer.decline')}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

type FactsProps = { gathering: Link['gathering']; timeZone: string; speech: Speech };

function Facts({ gathering, timeZone, speech: { say, locale } }: FactsProps) {
  const { startsAt: instant, durationMinutes } = gathering;
  const when = (zone: string) => formatWhen({ instant, durationMinutes, timeZone: zone, locale });
  return (
    <dl>
      <dt>{say(gathering.timeZone === timeZone ? 'facts.when' : 'facts.your-time')}</dt>
      <dd>{when(timeZone)}</dd>
      {gathering.timeZone !== timeZone && (
        <>
          <dt>{say('facts.local-time')}</dt>
          <dd>{when(gathering.timeZone)}</dd>
        </>
      )}
      {gathering.answerUntil && (
        <>
          <dt>{say('facts.answer-by')}</dt>
          <dd>{formatMoment({ instant: closesAt(gathering), timeZone, locale })}</dd>
        </>
      )}
      {gathering.place && (
        <>
          <dt>{say('facts.where')}</dt>
          <dd>
            <bdi>{gathering.place}</bdi>
          </dd>
        </>
      )}
      {gathering.onlineUrl && (
        <>
          <dt>{say('facts.online')}</dt>
          <dd>
            <a href={gathering.onlineUrl} rel="noreferrer">
              {say('facts.join')}
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

type ToldProps = { briefing: Briefing; gathering: Link['gathering']; speech: Speech };

function Told({ briefing, gathering, speech }: ToldProps) {
  return (
    <>
      <dl>
        {briefingFacts(briefing, gathering.durationMinutes, speech).map(({ label, lines }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              {lines.map((line, i) => (
                <Fragment key={String(i)}>
                  {i > 0 && <br />}
                  <bdi>{line}</bdi>
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
      <p>{speech.say('assist.decline')}</p>
    </>
  );
}

function ComingFrom({ coming, speech: { say, list } }: { coming: Coming; speech: Speech }) {
  const text = say('answer.coming-from', { units: list(coming.units), locations: list(coming.locations) });
  return (
    <>
      <h2>{say('answer.coming')}</h2>
      <p>
        <Isolated text={text} />
      </p>
    </>
  );
}

function Agenda({ gathering, speech }: { gathering: Link['gathering']; speech: Speech }) {
  const { say } = speech;
  return (
    <>
      <h2>{say('answer.happens')}</h2>
      <ol>
        {gathering.agenda.map((block, i) => (
          <li key={String(i)}>
            <bdi>{agendaTitle(block.title, speech)}</bdi>{' '}
            <span class="soft">({say('agenda.minutes', { count: block.minutes })})</span>
          </li>
        ))}
      </ol>
    </>
  );
}

type ReasonProps = { invitation: Pick<Link['invitation'], 'reason' | 'reasonParts'>; speech: Speech };

/** Why the reader was invited, as a sentence of its own. */
export function Reason({ invitation, speech }: ReasonProps) {
  const { text: said, language } = reasonFor(invitation, speech);
  const text = said.charAt(0).toUpperCase() + said.slice(1);
  return (
    <>
      <h2>{speech.say('facts.reason')}</h2>
      <p>{language ? <bdi lang={language}>{text}.</bdi> : <Isolated text={`${text}.`} />}</p>
    </>
  );
}
