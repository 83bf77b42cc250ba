import { formatMoment } from '../calendar/time-zones.ts';
import type { Key } from '../languages/catalogue.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { Answer } from './answer.ts';
import { AttendsField, FoldedWordsField, GuestFields, WordsField } from './answer-fields.tsx';
import type { Link } from './link.ts';

/** From yes to no. */
export const BUTTONS = [
  { answer: 'accepted', label: 'answer.accept' },
  { answer: 'tentative', label: 'answer.maybe' },
  { answer: 'declined', label: 'answer.decline' },
] as const satisfies { answer: Answer; label: Key }[];

/** Who is offered a place takes it or passes it on. */
function buttonsOf({ offeredUntil }: Link['invitation']) {
  return offeredUntil === null ? BUTTONS : BUTTONS.filter(({ answer }) => answer !== 'tentative');
}

type AnswerFormProps = {
  link: Link;
  speech: Speech;
  suggested: Answer | undefined;
  answered: boolean | undefined;
  mistaken: boolean | undefined;
  noRoomForGuests: boolean | undefined;
  noPlaceThere: boolean | undefined;
};

/** Where the person stands, and what that means for them; a place that is kept for them until when. */
export function standingOf({ invitation: { answer, offeredUntil: instant }, person }: Link, speech: Speech) {
  const { say, locale } = speech;
  if (instant === null) return { now: say(`answer.${answer}.now`), next: say(`answer.${answer}.next`) };
  const until = formatMoment({ instant, timeZone: person.timeZone, locale });
  return { now: say('answer.offered.now'), next: say('answer.offered.next', { until }) };
}

/** Where the person stands, what they may add, and the buttons from yes to no. */
export function AnswerForm(props: AnswerFormProps) {
  const { link, speech, suggested, answered, mistaken, noRoomForGuests, noPlaceThere } = props;
  const { say } = speech;
  const { invitation, gathering } = link;
  const { now, next } = standingOf(link, speech);
  const undecided = invitation.answer === 'none' || invitation.offeredUntil !== null;
  const primary = suggested ?? (undecided ? 'accepted' : undefined);
  return (
    <section class="card" aria-labelledby="standing">
      {mistaken && (
        <p class="warn" role="alert">
          {say('answer.mistake')}
        </p>
      )}
      {noRoomForGuests && (
        <p class="warn" role="alert">
          {say('answer.no-room-for-guests')}
        </p>
      )}
      {noPlaceThere && (
        <p class="warn" role="alert">
          {say('answer.no-place-there')}
        </p>
      )}
      <div role={answered ? 'status' : undefined}>
        <h2 id="standing">{answered ? say('answer.thanks', { standing: now }) : now}</h2>
        <p>
          <Isolated text={next} />
        </p>
        {invitation.answer === 'waitlisted' &&
          invitation.offeredUntil === null &&
          invitation.guests.length > 0 && <p>{say('answer.waitlisted.together')}</p>}
      </div>
      {gathering.hybrid && invitation.answer === 'waitlisted' && invitation.attends === 'room' && (
        <p>{say('answer.waitlisted.remotely')}</p>
      )}
      <form method="post">
        {gathering.hybrid && <AttendsField name="attends" value={invitation.attends} speech={speech} />}
        {Array.from({ length: gathering.guestsAllowed }, (_, i) => (
          <GuestFields number={i + 1} guest={invitation.guests[i]} speech={speech} key={String(i)} />
        ))}
        {gathering.asksNeeds && (
          <WordsField
            name="needs"
            label={say('answer.needs')}
            hint={say('answer.needs-hint')}
            value={invitation.needs}
          />
        )}
        <FoldedWordsField
          name="note"
          label={say('answer.note')}
          hint={say('answer.note-hint')}
          value={invitation.note}
        />
        <div class="actions">
          {buttonsOf(invitation).map(({ answer, label }) => (
            <button
              key={answer}
              type="submit"
              name="answer"
              value={answer}
              class={answer === primary ? 'primary' : undefined}
              aria-describedby="standing"
            >
              {say(label)}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}
