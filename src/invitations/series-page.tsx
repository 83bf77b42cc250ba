import { formatWhen } from '../calendar/time-zones.ts';
import type { Attendance } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { maskAddress } from '../pages/mask-address.ts';
import type { Answer } from './answer.ts';
import { AttendsField } from './answer-fields.tsx';
import { BUTTONS } from './answer-form.tsx';
import { Reason } from './answer-page.tsx';
import type { StandingLink } from './standing-link.ts';

export type SeriesPageProps = {
  link: StandingLink;
  speech: Speech;
  /** True right after an answer was recorded. */
  answered?: boolean;
  /** True when the form named none of the answers. */
  mistaken?: boolean;
};

/** More dates than this are answered as they come nearer. */
const DATES_MAX = 12;

/** What a guest sees behind the link of a series: one answer for the whole, and one for each date that differs. */
export function SeriesPage({ link, speech, answered, mistaken }: SeriesPageProps) {
  const { series, invitation, person, dates } = link;
  const { say } = speech;
  const standing = say(`answer.${invitation.answer}.now`);
  return (
    <>
      <p class="soft">
        <Isolated text={say('answer.for', { address: maskAddress(person.email) })} />
      </p>
      <h1>
        <bdi>{series.plan.title}</bdi>
      </h1>
      {series.status === 'cancelled' ? (
        <section class="card">
          <h2>{say('answer.cancelled')}</h2>
          {series.cancelReason && <p dir="auto">{series.cancelReason}</p>}
          <p>{say('answer.nothing-to-answer')}</p>
        </section>
      ) : (
        <section class="card" aria-labelledby="standing">
          {mistaken && (
            <p class="warn" role="alert">
              {say('answer.mistake')}
            </p>
          )}
          <div role={answered ? 'status' : undefined}>
            <h2 id="standing">{answered ? say('answer.thanks', { standing }) : standing}</h2>
            <p>{say('mail.series.standing')}</p>
          </div>
          <AnswerButtons
            primary={invitation.answer === 'none' ? 'accepted' : undefined}
            describedBy="standing"
            attends={series.plan.hybrid ? invitation.attends : undefined}
            speech={speech}
          />
        </section>
      )}
      {series.plan.purpose && <p dir="auto">{series.plan.purpose}</p>}
      <Reason invitation={invitation} speech={speech} />
      <h2>{say('answer.dates')}</h2>
      <ul class="cards">
        {dates.slice(0, DATES_MAX).map((date) => (
          <DateCard key={date.gathering.id} date={date} timeZone={person.timeZone} speech={speech} />
        ))}
      </ul>
    </>
  );
}

type DateCardProps = { date: StandingLink['dates'][number]; timeZone: string; speech: Speech };

function DateCard({ date: { gathering, invitation }, timeZone, speech }: DateCardProps) {
  const { say, locale } = speech;
  const { id, startsAt: instant, durationMinutes, place, status } = gathering;
  const headingId = `date-${id}`;
  return (
    <li class="card">
      <h3 id={headingId}>{formatWhen({ instant, durationMinutes, timeZone, locale })}</h3>
      {place && (
        <p>
          <bdi>{place}</bdi>
        </p>
      )}
      {status === 'cancelled' ? (
        <p class="warn">{say('answer.cancelled')}</p>
      ) : (
        <>
          <p>{say(invitation.offeredUntil ? 'answer.offered.now' : `answer.${invitation.answer}.now`)}</p>
          <AnswerButtons
            describedBy={headingId}
            date={id}
            attends={gathering.hybrid ? invitation.attends : undefined}
            speech={speech}
          />
        </>
      )}
    </li>
  );
}

type AnswerButtonsProps = {
  speech: Speech;
  /** How the person attends, where there is a choice. */
  attends: Attendance | undefined;
  primary?: Answer | undefined;
  /** The id of what the answer is to. */
  describedBy: string;
  /** The one date that is answered; none for the whole. */
  date?: string;
};

function AnswerButtons({ speech, attends, primary, describedBy, date }: AnswerButtonsProps) {
  const { say } = speech;
  return (
    <form method="post">
      {date && <input type="hidden" name="date" value={date} />}
      {attends && <AttendsField name="attends" value={attends} speech={speech} />}
      <div class="actions">
        {BUTTONS.map(({ answer, label }) => (
          <button
            key={answer}
            type="submit"
            name="answer"
            value={answer}
            class={answer === primary ? 'primary' : undefined}
            aria-describedby={describedBy}
          >
            {say(label)}
          </button>
        ))}
      </div>
    </form>
  );
}
