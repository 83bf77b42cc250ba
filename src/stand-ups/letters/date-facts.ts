import { plainLine } from '../../calendar/plain-text.ts';
import { formatWhenIn } from '../../calendar/time-zones.ts';
import { webAddress } from '../../calendar/web-address.ts';
import type { Speech } from '../../languages/speak.ts';
import type { Block } from '../../mail/content.ts';
import type { DateFacts } from './dates-for-letters.ts';

/** When and where a date is, as a mail lists it: by the reader's clock, and by that of the date where it is another. */
export function factsOf(date: DateFacts, { say, locale }: Speech, timeZone: string): Block {
  const { startsAt: instant, durationMinutes } = date;
  const place = plainLine(date.place ?? '');
  const onlineUrl = webAddress(date.onlineUrl);
  return {
    kind: 'facts',
    rows: [
      {
        label: say('facts.when'),
        lines: formatWhenIn({ instant, durationMinutes, locale }, [timeZone, date.timeZone]),
      },
      ...(place === '' ? [] : [{ label: say('facts.where'), lines: [place] }]),
      ...(onlineUrl === null ? [] : [{ label: say('facts.online'), lines: [], url: onlineUrl }]),
    ],
  };
}

/** For the previews: as long and as mixed as a date can be. */
export const SAMPLE_DATE: DateFacts = {
  id: '019a0000-0000-7000-8000-000000000001',
  title: 'Tuesday stand-up across teams (لقاء الثلاثاء)',
  startsAt: new Date('2026-12-08T07:00:00Z'),
  durationMinutes: 15,
  timeZone: 'Africa/Nairobi',
  place: 'Main hall, building C (step-free entrance on the garden side)',
  onlineUrl: 'https://meet.example.org/a-very-long-name-of-a-room?pwd=0123456789',
  host: 'Ana Silva',
};
