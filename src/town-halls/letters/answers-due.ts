import { plainLine } from '../../calendar/plain-text.ts';
import { formatMoment } from '../../calendar/time-zones.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { ANSWERS_WITHIN_DAYS } from '../close-box.ts';
import { townHallsOf } from '../queries.ts';

const DAY_MS = 86_400_000;

/** Reminds the host of the list of answers, until it is published; of no use where nobody asked. */
export const answersDueLetter = defineLetter<{ title: string; until: Date }>({
  kind: 'town-hall.answers-due',
  async load(db, letters) {
    const found = await townHallsOf(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const townHall = found.get(subjectId);
        if (!townHall?.hasQuestions || townHall.box.publishedAt !== null) return [];
        const until = new Date(townHall.endsAt.getTime() + ANSWERS_WITHIN_DAYS * DAY_MS);
        return [[id, { title: townHall.title, until }]];
      }),
    );
  },
  words({ title: named, until }, { speech: { say, locale }, timeZone }) {
    const title = plainLine(named);
    return {
      subject: say('town-hall.due.subject', { title }),
      heading: say('town-hall.due.subject', { title }),
      preview: say('town-hall.answers.what'),
      blocks: [
        { kind: 'paragraph', text: say('town-hall.due.what', { title }) },
        {
          kind: 'facts',
          rows: [
            {
              label: say('town-hall.due.until'),
              lines: [formatMoment({ instant: until, timeZone, locale })],
            },
          ],
        },
      ],
    };
  },
  sample: { title: 'Town hall on hiring', until: new Date('2026-12-08T12:30:00Z') },
});
