import type { LetterPageHandlers } from '../../letters/define-letter.ts';
import { actOnFairPage } from '../act-on-fair-page.ts';
import { fairPage } from '../fair-page.tsx';
import { fairsById } from './fairs-of-letters.ts';

/** What every letter to a visitor leads to: the fair as they see it. */
export const visitorPage: LetterPageHandlers = {
  async show(db, letter, { speech, now }) {
    const fair = (await fairsById(db, [letter.subjectId])).get(letter.subjectId);
    return fair ? fairPage(db, { letter, fair }, { speech, now }) : null;
  },
  async act(tx, { letter, form }, { speech, now }) {
    const { subjectId, personId } = letter;
    const fair = (await fairsById(tx, [subjectId])).get(subjectId);
    if (!fair) return null;
    const notice = await actOnFairPage(tx, { fair, personId, form }, now);
    return fairPage(tx, { letter, fair }, { speech, now, ...(notice ? { notice } : {}) });
  },
};
