import type { ComponentChildren } from 'preact';

import type { DbOrTx, Tx } from '../db/connect.ts';
import type { LetterKind, Person } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { Speech } from '../languages/speak.ts';
import type { MailContent } from '../mail/content.ts';
import type { DueLetter } from '../mail/due-mails.ts';

/** Who reads a letter, and the address of the letter's own page. */
export type LetterReader = {
  speech: Speech;
  name: string;
  /** The zone the reader lives by. */
  timeZone: string;
  /** `https://…/l/<token>`. */
  link: string;
};

/** What a letter says; the footer is the same for all. */
export type LetterWords = Pick<MailContent, 'subject' | 'heading' | 'preview' | 'blocks'> & {
  /** Whose name the mail bears beside ours ("Ana Silva via Acquaint"). */
  from?: string;
  /** Who gets what the reader writes back. */
  replyTo?: { name: string; address: string } | { name: string; address: string }[];
};

/** The letter behind a personal link, and who it was written to. */
export type ReadLetter = DueLetter & {
  person: Pick<Person, 'id' | 'name' | 'email' | 'timeZone' | 'languages' | 'preferredLanguage'>;
};

/** What the page of a letter shows. */
export type LetterPage = { title: string; children: ComponentChildren };
export type LetterPageContext = { speech: Speech; now: Date; deps: Deps };

/** What the page behind a letter's link does; null where it leads nowhere any more. */
export type LetterPageHandlers = {
  /** GET and HEAD, which mail scanners send too: changes nothing. */
  show(db: DbOrTx, letter: ReadLetter, context: LetterPageContext): Promise<LetterPage | null>;
  /** POST: acts and shows the result. The last answer wins; sending it again changes nothing. */
  act?(
    tx: Tx,
    input: { letter: ReadLetter; form: Record<string, string> },
    context: LetterPageContext,
  ): Promise<LetterPage | null>;
};

/** One kind of letter: what it needs to know, what it says, and what its page does. */
export type LetterDefinition<D> = {
  kind: LetterKind;
  /**
   * What these letters say, by letter id, in a number of queries that does not grow with them. A letter that is left
   * out is of no use any more and is withdrawn.
   */
  load(db: DbOrTx, letters: DueLetter[], now: Date): Promise<Map<string, D>>;
  /** Pure. */
  words(data: D, reader: LetterReader): LetterWords;
  /** For the previews: texts that are long, mixed and hard to fit. */
  sample: D;
  page?: LetterPageHandlers;
};

/** A kind of letter whose data only it knows. */
export type DefinedLetter = {
  kind: LetterKind;
  write(
    db: DbOrTx,
    letters: DueLetter[],
    now: Date,
  ): Promise<Map<string, (reader: LetterReader) => LetterWords>>;
  sample(reader: LetterReader): LetterWords;
  page: LetterPageHandlers | null;
};

/** Defines a kind of letter; it is sent once it stands in the list of kinds. */
export function defineLetter<D>({ kind, load, words, sample, page }: LetterDefinition<D>): DefinedLetter {
  return {
    kind,
    async write(db, letters, now) {
      const data = await load(db, letters, now);
      return new Map([...data].map(([id, of]) => [id, (reader: LetterReader) => words(of, reader)]));
    },
    sample: (reader) => words(sample, reader),
    page: page ?? null,
  };
}
