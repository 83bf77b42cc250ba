import type { DbOrTx } from '../../db/connect.ts';
import { SECONDS_EACH } from '../../gatherings/formats/stand-up.ts';
import {
  defineLetter,
  type LetterPage,
  type LetterPageContext,
  type ReadLetter,
} from '../../letters/define-letter.ts';
import { leaveLine } from '../leave-line.ts';
import { ParticipantPage } from '../participant-page.tsx';
import { absentFrom, findStandUpDate, lineOf, speakersOf } from '../queries.ts';
import { sayAbsent } from '../say-absent.ts';
import { factsOf, SAMPLE_DATE } from './date-facts.ts';
import { type DateFacts, datesForLetters } from './dates-for-letters.ts';

type Done = { mistaken?: boolean; saved?: boolean; over?: boolean };

/** The day before: where it is, and the way to leave a line or to say that one is absent. */
export const standUpReminder = defineLetter<DateFacts>({
  kind: 'stand-up.reminder',
  load: async (db, letters, now) => {
    const dates = await datesForLetters(db, letters, { to: 'participants' });
    return new Map([...dates].filter(([, { startsAt }]) => startsAt > now));
  },
  words: (date, { speech, timeZone, link }) => {
    const { say } = speech;
    return {
      subject: say('stand-up.reminder.subject', { title: date.title }),
      heading: date.title,
      preview: say('stand-up.line-ask'),
      ...(date.host === null ? {} : { from: date.host }),
      blocks: [
        factsOf(date, speech, timeZone),
        { kind: 'paragraph', text: say('stand-up.seconds', { count: SECONDS_EACH }) },
        { kind: 'paragraph', text: say('stand-up.line-ask') },
        { kind: 'action', label: say('stand-up.reminder.open'), url: link },
      ],
    };
  },
  sample: SAMPLE_DATE,
  page: {
    show: (db, letter, context) => participantPage(db, letter, context, {}),
    async act(tx, { letter, form }, context) {
      const { subjectId: gatheringId, personId } = letter;
      const { now } = context;
      const date = await findStandUpDate(tx, gatheringId);
      if (!date) return null;
      const { action } = form;
      if (action === 'absent' || action === 'present') {
        const said = await sayAbsent(tx, { gatheringId, personId, absent: action === 'absent' }, now);
        return participantPage(tx, letter, context, { over: said === 'over' });
      }
      const line = { couldHelp: form.couldHelp ?? null, needsHelp: form.needsHelp ?? null };
      const kept = await leaveLine(tx, { date, personId, line }, now);
      const done = kept === 'kept' ? { saved: true } : kept === 'over' ? { over: true } : { mistaken: true };
      return participantPage(tx, letter, context, done);
    },
  },
});

async function participantPage(
  db: DbOrTx,
  { subjectId, personId, person }: ReadLetter,
  { speech, now }: LetterPageContext,
  done: Done,
): Promise<LetterPage | null> {
  const date = await findStandUpDate(db, subjectId);
  if (!date) return null;
  const { gathering } = date;
  const speakers = await speakersOf(db, date);
  const absent = (await absentFrom(db, gathering.id)).has(personId);
  // Whoever has left the programme since sees nothing of it any more.
  if (!absent && !speakers.some(({ id }) => id === personId)) return null;
  const line = await lineOf(db, gathering.id, personId);
  return {
    title: speech.say('stand-up.title'),
    children: (
      <ParticipantPage
        {...{ gathering, speakers, absent, line, speech, ...done }}
        readerTimeZone={person.timeZone}
        begun={gathering.startsAt <= now}
        over={done.over === true || gathering.status !== 'scheduled' || gathering.endsAt <= now}
      />
    ),
  };
}
