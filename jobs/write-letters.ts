import type { Deps } from '../src/deps.ts';
import { LETTERS } from '../src/letter-kinds.ts';
import type { LetterReader, LetterWords } from '../src/letters/define-letter.ts';
import { issueLetterTokens, type LetterTokens } from '../src/letters/issue-letter-tokens.ts';
import { OF_NO_USE } from '../src/letters/withdraw-letters.ts';
import type { DueMail } from '../src/mail/due-mails.ts';
import { withdraw } from '../src/mail/ledger.ts';

/** A letter that is ready to be sent, by the id of its mail. */
export type WrittenLetter = { write: (reader: LetterReader) => LetterWords; tokens: LetterTokens };

/**
 * Loads what the letters among these mails say, a kind at a time, and makes their links. Those that are of no use any
 * more are given up; they are missing in the result.
 */
export async function writeLetters(deps: Deps, due: DueMail[]): Promise<Map<string, WrittenLetter>> {
  const withLetter = due.flatMap(({ id: mailId, letter }) => (letter ? [{ mailId, letter }] : []));
  if (withLetter.length === 0) return new Map();
  const now = deps.now();
  const written = new Map<string, (reader: LetterReader) => LetterWords>();
  for (const { kind, write } of LETTERS) {
    const ofKind = withLetter.flatMap(({ letter }) => (letter.kind === kind ? [letter] : []));
    if (ofKind.length === 0) continue;
    for (const [id, words] of await write(deps.db, ofKind, now)) written.set(id, words);
  }
  const useless = withLetter.filter(({ letter }) => !written.has(letter.id)).map(({ mailId }) => mailId);
  if (useless.length > 0) {
    await withdraw(deps.db, useless, OF_NO_USE);
    deps.metrics.mails.inc({ kind: 'letter', delivery: 'failed' }, useless.length);
  }
  const tokens = await issueLetterTokens(deps.db, [...written.keys()], now);
  return new Map(
    withLetter.flatMap(({ mailId, letter }) => {
      const [write, issued] = [written.get(letter.id), tokens.get(letter.id)];
      return write && issued ? [[mailId, { write, tokens: issued }]] : [];
    }),
  );
}
