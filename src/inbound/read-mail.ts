import PostalMime, { type Email } from 'postal-mime';

import { type CalendarMessage, readCalendar } from './read-calendar.ts';

/** A mail that came in, as far as it is read. */
export type ReadMail = {
  email: Email;
  subject: string;
  /** The address in From, which proves nothing; empty where there is none. */
  from: string;
  text: string;
  calendar: CalendarMessage[];
  /** Made by a program or sent to a list: nothing may answer it (RFC 3834 §2). */
  automatic: boolean;
};

/** A mail of a person has a few of these; more would be an attack on the reader. */
const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 3 };
/**
 * What is read of a mail: answers, reports and words stand before what is attached, and the library takes some 10 µs
 * for each line without letting anything else run.
 */
const LINES_MAX = 10_000;
const LINE_FEED = 0x0a;
const CALENDAR_TYPES = new Set(['text/calendar', 'application/ics', 'text/x-vcalendar']);
const PRECEDENCE = /^(bulk|junk|list|auto[_-]reply)$/i;
/** Programs that answer for people away from their desk, from before RFC 3834 and beside it. */
const AUTOMATIC_FIELDS = /^(list-[\w-]+|x-auto-?(reply|respond)[\w-]*|x-autoresponder|x-loop)$/;

/** Reads a mail. Pure; rejects for a mail that is nested beyond all measure. */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const head = firstLines(raw);
  const email = await PostalMime.parse(head, LIMITS);
  return {
    email,
    subject: email.subject ?? '',
    from: email.from?.address ?? '',
    text: email.text ?? '',
    calendar: calendarTexts(email, head).flatMap(readCalendar),
    automatic: isAutomatic(email),
  };
}

function firstLines(raw: Uint8Array): Uint8Array {
  let end = -1;
  for (let lines = 0; lines < LINES_MAX; lines += 1) {
    end = raw.indexOf(LINE_FEED, end + 1);
    if (end === -1) return raw;
  }
  return raw.subarray(0, end + 1);
}

/**
 * The calendar objects of a mail, each once: most programs send the same twice, some as a file only, and some in a
 * place where no parser looks for it.
 */
function calendarTexts(email: Email, raw: Uint8Array): string[] {
  const decoder = new TextDecoder();
  const parts = email.attachments.flatMap(({ mimeType, filename, content }) => {
    if (!CALENDAR_TYPES.has(mimeType) && !/\.ics$/i.test(filename ?? '')) return [];
    const text = typeof content === 'string' ? content : decoder.decode(content);
    return /BEGIN:VCALENDAR/i.test(text) ? text : [];
  });
  if (parts.length > 0) return [...new Set(parts)];
  return [email.text ?? '', decoder.decode(raw)].flatMap(objectIn).slice(0, 1);
}

/** From the first object's beginning to the last one's end. */
function objectIn(text: string): string[] {
  const begin = text.indexOf('BEGIN:VCALENDAR');
  const end = text.lastIndexOf('END:VCALENDAR');
  return begin === -1 || end < begin ? [] : [text.slice(begin, end)];
}

function isAutomatic({ headers }: Email): boolean {
  return headers.some(({ key, value }) => {
    if (key === 'auto-submitted') return !/^no\b/i.test(value.trim());
    if (key === 'precedence') return PRECEDENCE.test(value.trim());
    return AUTOMATIC_FIELDS.test(key);
  });
}
