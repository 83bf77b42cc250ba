import { inArray } from 'drizzle-orm';

import { plainLine } from '../../calendar/plain-text.ts';
import { gatherings } from '../../db/schema/index.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { UNMATCHED_REASONS, type UnmatchedReason } from '../../mixing/index.ts';

type Unmatched = { title: string; why: UnmatchedReason };

/** Tells somebody, and nobody else, that nobody could be found for them this time, why, and that they come first next time. */
export const unmatchedLetter = defineLetter<Unmatched>({
  kind: 'coffee.unmatched',
  async load(db, letters) {
    const ids = [...new Set(letters.map(({ subjectId }) => subjectId))];
    const rows = await db
      .select({ id: gatherings.id, title: gatherings.title, status: gatherings.status })
      .from(gatherings)
      .where(inArray(gatherings.id, ids));
    const dates = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      letters.flatMap(({ id, subjectId, occasion }) => {
        const date = dates.get(subjectId);
        const why = UNMATCHED_REASONS.find((reason) => reason === occasion);
        return date && why && date.status !== 'cancelled' ? [[id, { title: date.title, why }]] : [];
      }),
    );
  },
  words: ({ title, why }, { speech: { say } }) => ({
    subject: say('coffee.unmatched.subject', { title: plainLine(title) }),
    heading: say('coffee.unmatched.subject', { title: plainLine(title) }),
    preview: say('coffee.unmatched.next'),
    blocks: [
      { kind: 'paragraph', text: say(`coffee.unmatched.${why}`) },
      { kind: 'paragraph', text: say('coffee.unmatched.next') },
    ],
  }),
  sample: { title: 'Coffee across teams (قهوة بين الفرق)', why: 'no-hour' },
});
