import { plainLine } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { sheetOf } from '../sheet.ts';
import { SheetView } from '../sheet-view.tsx';
import { assistWords, SAMPLE_TITLE } from './assist-words.ts';
import { foundByLetter } from './found-by-letter.ts';

/** The facilitator's sheet, a day before the meeting, to host and facilitator; its page is the sheet as it stands. */
export const sheetReadyLetter = defineLetter<{ title: string }>({
  kind: 'peer-assist.sheet-ready',
  async load(db, letters, now) {
    const found = await foundByLetter(db, letters, ({ gathering }) => gathering.endsAt > now);
    return new Map([...found].map(([id, { gathering }]) => [id, { title: gathering.title }]));
  },
  words({ title }, { speech: { say }, link }) {
    return assistWords(title, {
      subject: say('assist.sheet-ready.subject', { title: plainLine(title) }),
      news: say('assist.sheet-ready.news'),
      button: say('assist.sheet-ready.button'),
      link,
    });
  },
  sample: { title: SAMPLE_TITLE },
  page: {
    async show(db, letter, { speech }) {
      const found = (await foundByLetter(db, [letter], () => true)).get(letter.id);
      if (!found || ![found.gathering.hostId, found.gathering.facilitatorId].includes(letter.personId))
        return null;
      const sheet = await sheetOf(db, found, speech);
      return (
        sheet && { title: plainLine(sheet.title), children: <SheetView sheet={sheet} speech={speech} /> }
      );
    },
  },
});
