import { plainLine } from '../../calendar/plain-text.ts';
import { formatMoment } from '../../calendar/time-zones.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { publishAnswers } from '../publish-answers.ts';
import { townHallsOf } from '../queries.ts';
import { recordOutcome } from '../record-outcome.ts';
import { hostedTownHall, outcomesPage } from './outcomes-page.tsx';
import { readOutcome } from './read-outcome.ts';

const DAY_MS = 86_400_000;

/**
 * Reminds the host of the list of answers, until it is published; of no use where nobody asked. Its page is where they
 * write it and publish it.
 */
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
        const until = new Date(townHall.endsAt.getTime() + townHall.box.answersWithinDays * DAY_MS);
        return [[id, { title: townHall.title, until }]];
      }),
    );
  },
  words({ title: named, until }, { speech: { say, locale }, timeZone, link }) {
    const title = plainLine(named);
    return {
      subject: say('town-hall.due.subject', { title }),
      heading: say('town-hall.due.subject', { title }),
      preview: say('town-hall.answers.what'),
      blocks: [
        { kind: 'paragraph', text: say('town-hall.due.what', { title }) },
        { kind: 'action', label: say('town-hall.due.open'), url: link },
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
  page: {
    show: (db, letter, { speech, now }) => outcomesPage(db, letter, { speech, now }),
    async act(tx, { letter, form }, { speech, now }) {
      const townHall = await hostedTownHall(tx, letter);
      if (!townHall) return null;
      if (form.publish !== undefined) {
        await publishAnswers(tx, townHall.id, now);
        return outcomesPage(tx, letter, { speech, now });
      }
      const outcome = readOutcome(form);
      const isSaved = outcome !== null && (await recordOutcome(tx, { ...outcome, gatheringId: townHall.id }));
      return outcomesPage(tx, letter, { speech, now, notice: isSaved ? 'saved' : 'mistake' });
    },
  },
});
