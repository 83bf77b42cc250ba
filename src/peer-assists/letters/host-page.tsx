import { eq } from 'drizzle-orm';

import { plainLine } from '../../calendar/plain-text.ts';
import type { DbOrTx, Tx } from '../../db/connect.ts';
import { peerAssists } from '../../db/schema/index.ts';
import type { LetterPage, ReadLetter } from '../../letters/define-letter.ts';
import { followUpAnswer } from '../assist-answer.ts';
import { type FollowUpProps, FollowUpView } from '../follow-up-view.tsx';
import { type AssistOfLetter, foundByLetter } from './found-by-letter.ts';

type Shown = Pick<FollowUpProps, 'speech' | 'form' | 'notice'>;

/** What a letter of the host leads to; null where they host it no more, or it was cancelled. */
export async function hostPage(db: DbOrTx, letter: ReadLetter, shown: Shown): Promise<LetterPage | null> {
  const found = await hosted(db, letter);
  return found && followUpPage(db, found, shown);
}

/** The request that a letter of the host is about. */
export async function hosted(db: DbOrTx, letter: ReadLetter): Promise<AssistOfLetter | null> {
  const found = (await foundByLetter(db, [letter], () => true)).get(letter.id);
  return found && found.assist.hostId === letter.personId ? found : null;
}

/** The same with its row locked: whoever writes waits for whoever writes. */
export async function lockHosted(tx: Tx, letter: ReadLetter): Promise<AssistOfLetter | null> {
  await tx
    .select({ id: peerAssists.id })
    .from(peerAssists)
    .where(eq(peerAssists.id, letter.subjectId))
    .for('update');
  return hosted(tx, letter);
}

/** The page of an assist after the meeting. */
export async function followUpPage(db: DbOrTx, found: AssistOfLetter, shown: Shown): Promise<LetterPage> {
  const { title } = found.gathering;
  const followUp = await followUpAnswer(db, found);
  return { title: plainLine(title), children: <FollowUpView title={title} followUp={followUp} {...shown} /> };
}
