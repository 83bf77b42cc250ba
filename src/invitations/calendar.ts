import { type CalendarAddress, type CalendarOrganizer, calendarObject } from '../calendar/out.ts';
import type { Gathering, Invitation, Mail } from '../db/schema/index.ts';
import { agendaTitle } from '../languages/agenda-title.ts';
import type { Speech } from '../languages/speak.ts';
import type { MailMessage } from '../mail/transport.ts';

const PARTSTAT = {
  none: 'NEEDS-ACTION',
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  waitlisted: 'TENTATIVE',
} as const satisfies Record<Invitation['answer'], string>;

/**
 * The calendar object for one guest: a REQUEST, or a CANCEL of the whole. It holds what every guest may see and no
 * personal link, because people share calendars. None for the organiser's own address (RFC 6047 §2.4). `rsvp`: whether
 * answers sent by calendar programs are read.
 */
export function invitationCalendar(
  kind: Mail['kind'],
  gathering: Gathering,
  answer: Invitation['answer'],
  organizer: CalendarOrganizer,
  guest: CalendarAddress,
  options: { now: Date; rsvp: boolean; speech: Speech },
): MailMessage['calendar'] {
  if (organizer.address.toLowerCase() === guest.address.toLowerCase()) return undefined;
  const event = {
    uid: gathering.calendarUid,
    sequence: gathering.sequence,
    dtstamp: options.now,
    startLocal: gathering.startLocal,
    timeZone: gathering.timeZone,
    durationMinutes: gathering.durationMinutes,
    summary: gathering.title,
    description: descriptionOf(gathering, options.speech),
    location: gathering.place ?? gathering.onlineUrl ?? '',
    url: gathering.onlineUrl ?? undefined,
    organizer,
    attendee: { ...guest, partstat: PARTSTAT[answer], rsvp: options.rsvp },
  };
  return kind === 'cancellation'
    ? { method: 'CANCEL', object: calendarObject({ ...event, method: 'CANCEL', status: 'CANCELLED' }) }
    : { method: 'REQUEST', object: calendarObject({ ...event, method: 'REQUEST', status: 'CONFIRMED' }) };
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
