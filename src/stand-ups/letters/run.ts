import { defineLetter } from '../../letters/define-letter.ts';
import { factsOf, SAMPLE_DATE } from './date-facts.ts';
import { type DateFacts, datesForLetters } from './dates-for-letters.ts';

/** To host and facilitator the day before: the page to run it. */
export const standUpRun = defineLetter<DateFacts>({
  kind: 'stand-up.run',
  load: async (db, letters, now) => {
    const dates = await datesForLetters(db, letters, { to: 'leaders' });
    return new Map([...dates].filter(([, { startsAt }]) => startsAt > now));
  },
  words: (date, { speech, timeZone, link }) => {
    const { say } = speech;
    return {
      subject: say('stand-up.run.subject', { title: date.title }),
      heading: say('stand-up.run.heading', { title: date.title }),
      preview: say('stand-up.run.what'),
      blocks: [
        factsOf(date, speech, timeZone),
        { kind: 'paragraph', text: say('stand-up.run.what') },
        { kind: 'action', label: say('stand-up.run.open'), url: link.replace('/l/', '/stand-ups/') },
      ],
    };
  },
  sample: SAMPLE_DATE,
});
