import { plainLine, plainText } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { OUTCOME_AFTER, type OutcomeAfter } from '../follow-up-days.ts';
import { writeOutcome } from '../write-outcome.ts';
import { assistWords, SAMPLE_TITLE } from './assist-words.ts';
import { foundByLetter } from './found-by-letter.ts';
import { hostPage, lockHosted } from './host-page.tsx';

const TEXT_MAX = 2_000;

/** Asks the host what came of it, 30 and 90 days after the meeting; its page takes the answer. */
export const outcomeDueLetter = defineLetter<{ title: string; after: OutcomeAfter }>({
  kind: 'peer-assist.outcome-due',
  async load(db, letters) {
    const found = await foundByLetter(db, letters, ({ told }, { occasion }) => !told.includes(occasion));
    return new Map(
      letters.flatMap(({ id, occasion }) => {
        const title = found.get(id)?.gathering.title;
        return title === undefined ? [] : [[id, { title, after: afterOf(occasion) }] as const];
      }),
    );
  },
  words({ title, after }, { speech: { say }, link }) {
    return assistWords(title, {
      subject: say('assist.outcome-due.subject', { title: plainLine(title) }),
      news: say(`assist.outcome-due.${after}`),
      button: say('assist.outcome-due.button'),
      link,
    });
  },
  sample: { title: SAMPLE_TITLE, after: '90-days' },
  page: {
    show: (db, letter, { speech }) => hostPage(db, letter, { speech, form: afterOf(letter.occasion) }),
    async act(tx, { letter, form }, { speech, now }) {
      const found = await lockHosted(tx, letter);
      if (!found) return null;
      const after = afterOf(letter.occasion);
      const text = plainText(form.text ?? '').slice(0, TEXT_MAX);
      if (text !== '') await writeOutcome(tx, { assist: found.assist, after, text }, now);
      const notice = text === '' ? 'assist.mistake' : 'assist.saved';
      return hostPage(tx, letter, { speech, form: after, notice });
    },
  },
});

const afterOf = (occasion: string): OutcomeAfter =>
  OUTCOME_AFTER.find((after) => after === occasion) ?? '90-days';
