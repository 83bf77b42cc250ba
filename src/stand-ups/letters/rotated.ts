import { eq, inArray } from 'drizzle-orm';

import { programmes, series } from '../../db/schema/index.ts';
import { defineLetter } from '../../letters/define-letter.ts';

/** To those whose turn is over: why the dates leave their calendar. */
export const standUpRotated = defineLetter<{ title: string }>({
  kind: 'stand-up.rotated',
  load: async (db, letters) => {
    const ids = letters.map(({ subjectId }) => subjectId);
    const rows = await db
      .select({ id: programmes.id, plan: series.plan })
      .from(programmes)
      .innerJoin(series, eq(series.id, programmes.seriesId))
      .where(inArray(programmes.id, ids));
    const titles = new Map(rows.map(({ id, plan }) => [id, plan.title]));
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const title = titles.get(subjectId);
        return title === undefined ? [] : [[id, { title }]];
      }),
    );
  },
  words: ({ title }, { speech: { say } }) => ({
    subject: say('stand-up.rotated.subject', { title }),
    heading: say('stand-up.rotated.heading'),
    preview: say('stand-up.rotated.why'),
    blocks: [
      { kind: 'paragraph', text: say('stand-up.rotated.why') },
      { kind: 'paragraph', text: say('stand-up.rotated.thanks') },
    ],
  }),
  sample: { title: 'Tuesday stand-up across teams (لقاء الثلاثاء)' },
});
