import { plainLine } from '../../calendar/plain-text.ts';
import { formatWhen } from '../../calendar/time-zones.ts';
import type { Speech } from '../../languages/speak.ts';
import type { Block, Fact } from '../../mail/content.ts';
import type { MyMatch } from '../queries.ts';

const MS_PER_MINUTE = 60_000;

/** What mails and pages say of a match. */
export type MatchTold = Omit<MyMatch, 'gatheringId'>;

/** The others of a match, as the language lists names. */
export function namesOf({ partners }: MatchTold, { list }: Speech): string {
  return list(partners.map(({ name }) => plainLine(name)));
}

/** Who, how, when in each one's own time, and what they have in common. */
export function factsOf(match: MatchTold, { say, locale }: Speech): Fact[] {
  const { partners, me, way, common } = match;
  const rows: Fact[] = [
    {
      label: say('coffee.who'),
      lines: partners.map(({ name, unit, location }) =>
        say('coffee.person', { name: plainLine(name), unit: plainLine(unit), location: plainLine(location) }),
      ),
    },
    {
      label: say('coffee.how'),
      lines: [
        way === 'remote'
          ? say('coffee.remote')
          : say('coffee.in-person', { location: plainLine(me.location) }),
      ],
    },
  ];
  const hours = hoursOf(match);
  if (hours !== null) {
    const lines = [say('coffee.yours', { when: formatWhen({ ...hours, timeZone: me.timeZone, locale }) })];
    for (const { name, timeZone } of partners) {
      if (timeZone === me.timeZone) continue;
      const when = formatWhen({ ...hours, timeZone, locale });
      lines.push(say('coffee.theirs', { name: plainLine(name), when }));
    }
    rows.push({ label: say('coffee.hours'), lines });
  }
  if (common.length > 0) rows.push({ label: say('coffee.common'), lines: common.map(plainLine) });
  rows.push({ label: say('coffee.to-begin'), lines: [say('coffee.prompt')] });
  return rows;
}

function hoursOf({ sharedFrom, sharedUntil }: MatchTold): { instant: Date; durationMinutes: number } | null {
  if (sharedFrom === null || sharedUntil === null) return null;
  const durationMinutes = (sharedUntil.getTime() - sharedFrom.getTime()) / MS_PER_MINUTE;
  return { instant: sharedFrom, durationMinutes };
}

/** Where a reply goes, and the blocks that tell of it. */
export function replyTo({ partners }: MatchTold): { name: string; address: string }[] {
  return partners.map(({ name, email }) => ({ name: plainLine(name), address: email }));
}

/** A note where people meet again before the cooldown is over. */
export function againBlocks({ again }: MatchTold, { say }: Speech): Block[] {
  return again === null ? [] : [{ kind: 'paragraph', text: say('coffee.again', { count: again }) }];
}

/** A match with everything that is hard to fit. */
export const SAMPLE_MATCH: MatchTold = {
  id: '019a0000-0000-7000-8000-000000000001',
  way: 'remote',
  sharedFrom: new Date('2026-12-03T11:00:00Z'),
  sharedUntil: new Date('2026-12-03T13:00:00Z'),
  again: 9,
  title: 'Coffee across teams (قهوة بين الفرق)',
  startsAt: new Date('2026-12-03T11:00:00Z'),
  durationMinutes: 30,
  me: sampleSeat('Ana Silva', 'Finance', 'Nairobi', 'Africa/Nairobi'),
  partners: [
    sampleSeat('مريم الحداد', 'Legal & Risk', 'عمّان', 'Asia/Amman'),
    sampleSeat('Đại Nguyễn', 'Field operations, water and sanitation', 'Hanoi', 'Asia/Ho_Chi_Minh'),
  ],
  common: ['Cash transfers', 'ترشيد المياه'],
};

function sampleSeat(name: string, unit: string, location: string, timeZone: string): MatchTold['me'] {
  const rest = { answer: null, stay: false, shared: [] };
  return { id: name, name, email: 'someone@example.org', unit, location, timeZone, ...rest };
}
