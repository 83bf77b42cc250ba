import { plainLine } from '../../calendar/plain-text.ts';
import type { DbOrTx } from '../../db/connect.ts';
import { defineLetter, type LetterPageHandlers, type ReadLetter } from '../../letters/define-letter.ts';
import { accepted } from '../queries.ts';
import { assistWords, SAMPLE_TITLE } from './assist-words.ts';
import { type AssistOfLetter, foundByLetter } from './found-by-letter.ts';
import { followUpPage } from './host-page.tsx';

const page: LetterPageHandlers = {
  async show(db, letter, { speech }) {
    const found = await assisted(db, letter);
    return found && followUpPage(db, found, { speech });
  },
};

/** The assist that a letter to an assister is about; null for who does not come to it any more. */
async function assisted(db: DbOrTx, letter: ReadLetter): Promise<AssistOfLetter | null> {
  const found = (await foundByLetter(db, [letter], () => true)).get(letter.id);
  if (!found) return null;
  return (await accepted(db, found.assist.id)).includes(letter.personId) ? found : null;
}

/** Tells the assisters what the host's team does with their ideas. */
export const actionsToldLetter = defineLetter<{ title: string }>({
  kind: 'peer-assist.actions-told',
  async load(db, letters) {
    const found = await foundByLetter(db, letters, ({ assist }) => assist.actionsSharedAt !== null);
    return new Map([...found].map(([id, { gathering }]) => [id, { title: gathering.title }]));
  },
  words({ title }, { speech: { say }, link }) {
    return assistWords(title, {
      subject: say('assist.actions-told.subject', { title: plainLine(title) }),
      news: say('assist.actions-told.news'),
      button: say('assist.told.button'),
      link,
    });
  },
  sample: { title: SAMPLE_TITLE },
  page,
});

/** Tells them what came of it. */
export const outcomeToldLetter = defineLetter<{ title: string }>({
  kind: 'peer-assist.outcome-told',
  async load(db, letters) {
    const found = await foundByLetter(db, letters, ({ told }, { occasion }) => told.includes(occasion));
    return new Map([...found].map(([id, { gathering }]) => [id, { title: gathering.title }]));
  },
  words({ title }, { speech: { say }, link }) {
    return assistWords(title, {
      subject: say('assist.outcome-told.subject', { title: plainLine(title) }),
      news: say('assist.outcome-told.news'),
      button: say('assist.told.button'),
      link,
    });
  },
  sample: { title: SAMPLE_TITLE },
  page,
});
