import { plainLine } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { townHallsOf } from '../queries.ts';
import { questionPage } from './question-page.tsx';

/** Tells those invited that they can read what became of each question. */
export const answersLetter = defineLetter<{ title: string; host: string | null }>({
  kind: 'town-hall.answers',
  async load(db, letters) {
    const found = await townHallsOf(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const townHall = found.get(subjectId);
        return townHall ? [[id, { title: townHall.title, host: townHall.host?.name ?? null }]] : [];
      }),
    );
  },
  words({ title: named, host }, { speech: { say }, link }) {
    const title = plainLine(named);
    return {
      subject: say('town-hall.answers.subject', { title }),
      heading: say('town-hall.heading', { title }),
      preview: say('town-hall.answers.what'),
      blocks: [
        { kind: 'paragraph', text: say('town-hall.answers.what') },
        { kind: 'action', label: say('town-hall.answers.open'), url: link },
      ],
      ...(host ? { from: host } : {}),
    };
  },
  sample: { title: 'Town hall on hiring', host: 'مريم الحداد' },
  page: { show: (db, letter, { speech, now }) => questionPage(db, letter, { speech, now }) },
});
