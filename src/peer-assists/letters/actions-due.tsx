import { formatDay } from '../../calendar/format-when.ts';
import { plainLine, plainText } from '../../calendar/plain-text.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { actionsDueOn } from '../follow-up-days.ts';
import type { ActionInput } from '../schemas.ts';
import { addAction } from '../write-actions.ts';
import { assistWords, SAMPLE_TITLE } from './assist-words.ts';
import { foundByLetter } from './found-by-letter.ts';
import { hostPage, lockHosted } from './host-page.tsx';

const TEXT_MAX = 2_000;
const DECISIONS = ['adopted', 'adapted', 'declined'] as const;

/** Asks the host what becomes of the ideas, within ten working days; its page takes them one by one. */
export const actionsDueLetter = defineLetter<{ title: string; dueOn: string }>({
  kind: 'peer-assist.actions-due',
  async load(db, letters) {
    const found = await foundByLetter(db, letters, ({ assist }) => assist.actionsSharedAt === null);
    return new Map(
      [...found].map(([id, { gathering }]) => [
        id,
        { title: gathering.title, dueOn: actionsDueOn(gathering) },
      ]),
    );
  },
  words({ title, dueOn }, { speech: { say, locale }, link }) {
    const until = say('assist.actions.until', { day: formatDay(dueOn, locale) });
    return assistWords(title, {
      subject: say('assist.actions-due.subject', { title: plainLine(title) }),
      news: `${say('assist.actions-due.news')} ${until}`,
      button: say('assist.actions-due.button'),
      link,
    });
  },
  sample: { title: SAMPLE_TITLE, dueOn: '2026-12-17' },
  page: {
    show: (db, letter, { speech }) => hostPage(db, letter, { speech, form: 'action' }),
    async act(tx, { letter, form }, { speech, now }) {
      const found = await lockHosted(tx, letter);
      if (!found) return null;
      const action = actionOf(form);
      if (action) await addAction(tx, { assist: found.assist, action }, now);
      const notice = action ? 'assist.saved' : 'assist.mistake';
      return hostPage(tx, letter, { speech, form: 'action', notice });
    },
  },
});

/** null where a field is empty or no such decision exists. */
function actionOf({ idea = '', decision = '', reason = '' }: Record<string, string>): ActionInput | null {
  const known = DECISIONS.find((one) => one === decision);
  const tidy = (text: string) => plainText(text).slice(0, TEXT_MAX);
  if (!known || tidy(idea) === '' || tidy(reason) === '') return null;
  return { idea: tidy(idea), decision: known, reason: tidy(reason) };
}
