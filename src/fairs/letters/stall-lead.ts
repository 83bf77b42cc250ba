import { inArray } from 'drizzle-orm';

import { plainLine } from '../../calendar/plain-text.ts';
import { formatMomentIn } from '../../calendar/time-zones.ts';
import type { Gathering } from '../../db/schema/index.ts';
import { type Stall, stalls } from '../../db/schema/index.ts';
import { defineLetter } from '../../letters/define-letter.ts';
import { fairsById } from './fairs-of-letters.ts';

type Lead = {
  fair: Pick<Gathering, 'title' | 'startsAt' | 'timeZone'>;
  stall: Pick<Stall, 'title' | 'setUpMinutes' | 'power' | 'network' | 'security'>;
};
const MINUTE_MS = 60_000;

/** Reminds the staff of a stall of what is to be set up, when its lead time has come. */
export const stallLeadLetter = defineLetter<Lead>({
  kind: 'fair.stall-lead',
  async load(db, letters, now) {
    const rows = await db
      .select()
      .from(stalls)
      .where(inArray(stalls.id, [...new Set(letters.map(({ subjectId }) => subjectId))]));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const fairs = await fairsById(
      db,
      rows.map(({ gatheringId }) => gatheringId),
    );
    return new Map(
      letters.flatMap(({ id, subjectId }) => {
        const stall = byId.get(subjectId);
        const fair = stall && fairs.get(stall.gatheringId);
        return stall && fair && fair.startsAt > now ? [[id, { fair, stall }]] : [];
      }),
    );
  },
  words({ fair, stall }, { speech: { say, locale }, timeZone }) {
    const title = plainLine(stall.title);
    const setUpAt = new Date(fair.startsAt.getTime() - stall.setUpMinutes * MINUTE_MS);
    const needs = [
      ...(stall.power ? [say('fair.lead.power')] : []),
      ...(stall.network ? [say('fair.lead.network')] : []),
      ...(stall.security ? [plainLine(stall.security)] : []),
    ];
    const moment = (instant: Date) => formatMomentIn({ instant, locale }, [timeZone, fair.timeZone]);
    return {
      subject: say('fair.lead.subject', { title }),
      heading: say('fair.lead.subject', { title }),
      preview: say('fair.lead.what', { title: plainLine(fair.title) }),
      blocks: [
        { kind: 'paragraph', text: say('fair.lead.what', { title: plainLine(fair.title) }) },
        {
          kind: 'facts',
          rows: [
            { label: say('fair.lead.set-up'), lines: moment(setUpAt) },
            { label: say('fair.lead.opens'), lines: moment(fair.startsAt) },
            ...(needs.length > 0 ? [{ label: say('fair.lead.needs'), lines: needs }] : []),
          ],
        },
      ],
    };
  },
  sample: {
    fair: { title: 'معرض المعرفة', startsAt: new Date('2026-12-03T11:00:00Z'), timeZone: 'Africa/Nairobi' },
    stall: {
      title: 'Data migration without tears',
      setUpMinutes: 45,
      power: true,
      network: true,
      security: 'Two laptops to be locked away at noon',
    },
  },
});
