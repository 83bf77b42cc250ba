import { plainLine } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { fairsById } from './fairs-of-letters.ts';
import { visitorPage } from './visitor-page.ts';

/** Asks who comes to a fair what they would like to find there, a week ahead. */
export const fairAsksLetter = defineLetter<{ title: string }>({
  kind: 'fair.asks',
  async load(db, letters, now) {
    const fairs = await fairsById(
      db,
      letters.map(({ subjectId }) => subjectId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const fair = fairs.get(subjectId);
        return fair && fair.startsAt > now ? [[id, { title: fair.title }]] : [];
      }),
    );
  },
  words({ title: named }, { speech: { say }, link }) {
    const title = plainLine(named);
    return {
      subject: say('fair.asks.subject', { title }),
      heading: say('fair.asks.subject', { title }),
      preview: say('fair.asks.what'),
      blocks: [
        { kind: 'paragraph', text: say('fair.asks.what') },
        { kind: 'action', label: say('fair.asks.button'), url: link },
      ],
    };
  },
  sample: { title: 'Knowledge fair (معرض المعرفة)' },
  page: visitorPage,
});
