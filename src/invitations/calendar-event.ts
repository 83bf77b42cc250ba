import type { CalendarAddress, CalendarObject, CalendarOrganizer } from '../calendar/out.ts';
import type { Gathering, Invitation, Mail } from '../db/schema/index.ts';
import { agendaTitle } from '../languages/agenda-title.ts';
import type { Speech } from '../languages/speak.ts';

/** An answer as calendars say it. */
export const PARTSTAT = {
  none: 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  waitlisted: 'TENTATIVE',
} as const satisfies Record<Invitation['answer'], string>;

/** Who sends an object to whom, and what it says beside the plan. */
export type CalendarContext = {
  kind: Mail['kind'];
  organizer: CalendarOrganizer;
  guest: CalendarAddress;
  now: Date;
  /** Whether answers sent by calendar programs are read. */
  rsvp: boolean;
  speech: Speech;
};

/** The event of one gathering as its guest is told it; who is no longer invited gets no status (RFC 5546 §3.2.5). */
export function eventOf(
  gathering: Gathering,
  answer: Invitation['answer'],
  { kind, organizer, guest, now, rsvp, speech }: CalendarContext,
): CalendarObject {
  const event = {
    uid: gathering.calendarUid,
    sequence: sequenceOf(kind, gathering),
    dtstamp: now,
    startLocal: gathering.startLocal,
    timeZone: gathering.timeZone,
    durationMinutes: gathering.durationMinutes,
    summary: gathering.title,
    description: descriptionOf(gathering, speech),
    location: gathering.place ?? gathering.onlineUrl ?? '',
    url: gathering.onlineUrl ?? undefined,
    organizer,
    attendee: { ...guest, partstat: PARTSTAT[answer], rsvp },
  };
  switch (kind) {
    case 'cancellation':
      return { ...event, method: 'CANCEL', status: 'CANCELLED' };
    case 'uninvited':
      return { ...event, method: 'CANCEL', status: null };
    default:
      return { ...event, method: 'REQUEST', status: 'CONFIRMED' };
  }
}

/** A cancellation for one guest alone stands above what the guest was sent; for the others nothing has changed. */
export function sequenceOf(kind: Mail['kind'], { sequence }: { sequence: number }): number {
  return kind === 'uninvited' ? sequence + 1 : sequence;
}

function descriptionOf({ purpose, agenda }: Gathering, speech: Speech): string {
  const { say } = speech;
  const blocks = agenda.map(
    ({ title, minutes }) => `${say('agenda.minutes', { count: minutes })} ${agendaTitle(title, speech)}`,
  );
  return [purpose ?? '', blocks.length > 1 ? blocks.join('\n') : '', say('calendar.answer')]
    .filter((part) => part !== '')
    .join('\n\n');
}
