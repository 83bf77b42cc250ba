import { plainLine } from '../../calendar/plain-text.ts';
import { formatMoment } from '../../calendar/time-zones.ts';
import { OWN_ID } from '../../http/formats.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { ask } from '../ask.ts';
import { boxState } from '../box-answer.ts';
import { townHallsOf } from '../queries.ts';
import { voteForQuestion } from '../vote-for-question.ts';
import { type Notice, questionPage } from './question-page.tsx';

/** Tells that the question box is open; its page is where people ask and vote, and later read what became of it all. */
export const questionsLetter = defineLetter<{ title: string; closesAt: Date; host: string | null }>({
  kind: 'town-hall.questions',
  async load(db, letters, now) {
    const found = await townHallsOf(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const townHall = found.get(subjectId);
        if (!townHall || boxState(townHall, townHall.box, now) !== 'open') return [];
        const { title, endsAt: closesAt, host } = townHall;
        return [[id, { title, closesAt, host: host?.name ?? null }]];
      }),
    );
  },
  words({ title: named, closesAt, host }, { speech: { say, locale }, timeZone, link }) {
    const title = plainLine(named);
    const until = formatMoment({ instant: closesAt, timeZone, locale });
    return {
      subject: say('town-hall.questions.subject', { title }),
      heading: say('town-hall.heading', { title }),
      preview: say('town-hall.questions.open'),
      blocks: [
        { kind: 'paragraph', text: say('town-hall.questions.what', { title }) },
        { kind: 'action', label: say('town-hall.questions.open'), url: link },
        { kind: 'facts', rows: [{ label: say('town-hall.closes'), lines: [until] }] },
      ],
      ...(host ? { from: host } : {}),
    };
  },
  sample: {
    title: 'Town hall on hiring (لقاء عام)',
    closesAt: new Date('2026-12-03T12:30:00Z'),
    host: 'Ana Silva',
  },
  page: {
    show: (db, letter, { speech, now }) => questionPage(db, letter, { speech, now }),
    async act(tx, { letter, form }, { speech, now }) {
      const { subjectId, personId } = letter;
      const gathering = (await townHallsOf(tx, [subjectId])).get(subjectId);
      if (!gathering) return null;
      const notice = await act();
      return questionPage(tx, letter, { speech, now, ...(notice ? { notice } : {}) });

      async function act(): Promise<Notice | null> {
        if (!gathering) return null;
        if (form.text !== undefined) {
          const { outcome } = await ask(tx, { gathering, personId, text: form.text.slice(0, TEXT_MAX) }, now);
          return outcome === 'not-open' ? null : outcome;
        }
        const questionId = form.vote ?? form['take-back'];
        if (questionId === undefined || !OWN_ID.test(questionId)) return null;
        const wants = form.vote !== undefined;
        const outcome = await voteForQuestion(tx, { gathering, questionId, personId, wants }, now);
        return outcome === 'voted' ? 'voted' : null;
      }
    },
  },
});

/** As the form says. */
const TEXT_MAX = 500;
