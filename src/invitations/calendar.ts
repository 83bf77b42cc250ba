import { calendarObject } from '../calendar/out.ts';
import type { Gathering, Invitation } from '../db/schema/index.ts';
import type { MailMessage } from '../mail/transport.ts';
import { type CalendarContext, eventOf, sequenceOf } from './calendar-event.ts';
import { seriesObjects } from './series-calendar.ts';
import type { SeriesPart } from './series-part.ts';

/** What an invitation is to: one gathering, one date of a series that its guest has as a whole, or that whole. */
export type Invited = {
  gathering: Gathering;
  answer: Invitation['answer'];
  series?: { part: SeriesPart; whole: boolean } | undefined;
};

/**
 * The calendar object for one guest: a REQUEST, or a CANCEL. It holds what every guest may see and no personal link,
 * because people share calendars. None for the organiser's own address (RFC 6047 §2.4), and none for a series of which
 * nothing is left to show.
 */
export function invitationCalendar(
  { gathering, answer, series }: Invited,
  context: CalendarContext,
): MailMessage['calendar'] {
  const { organizer, guest, kind } = context;
  if (organizer.address.toLowerCase() === guest.address.toLowerCase()) return undefined;
  const method = kind === 'cancellation' || kind === 'uninvited' ? 'CANCEL' : 'REQUEST';
  if (series?.whole) {
    const [first, ...overrides] = seriesObjects(series.part, context);
    return first && { method, object: calendarObject(first, overrides) };
  }
  const event = eventOf(gathering, answer, context);
  if (!series) return { method, object: calendarObject(event) };
  const { calendarUid: uid, timeZone } = series.part.series;
  const sequence = sequenceOf(kind, series.part.series);
  const recurrenceId = { startLocal: gathering.recurrenceLocal ?? gathering.startLocal, timeZone };
  return { method, object: calendarObject({ ...event, uid, sequence, recurrenceId }) };
}
