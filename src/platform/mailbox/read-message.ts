import PostalMime, { type Attachment, type Email } from 'postal-mime';

import { type CalendarFacts, calendarFacts } from './calendar-facts.ts';
import { formatInstant } from './format-instant.ts';
import { formatAddress } from './message-summary.ts';

/** A message as a mail program shows it. */
export type ReadMessage = {
  subject: string;
  /** From, To and so on, with their text; what a message lacks is left out. */
  fields: { name: string; value: string }[];
  html: string | null;
  text: string | null;
  calendars: { method: string | null; text: string; facts: CalendarFacts | null }[];
  attachments: { name: string; type: string; size: number }[];
  /** Every header line as it came. */
  headers: string;
};

/** Characters shown of one part. A page of more would stop a browser; the whole is in the .eml. */
const PART_LENGTH_MAX = 2_000_000;
/** Deeper than any program nests parts; deeper ones are built to break parsers. */
const NESTING_MAX = 50;
/** Images inside a message, all together, that are shown in its HTML; above, they stay attachments. */
const INLINE_IMAGES_SIZE_MAX = 5_000_000;

/**
 * Reads a message. One that is not MIME, or is built to break parsers, is given as the text that it is.
 */
export async function readMessage(raw: Buffer): Promise<ReadMessage> {
  try {
    return fromEmail(await PostalMime.parse(raw, { maxNestingDepth: NESTING_MAX }));
  } catch {
    const text = raw.toString('utf8').slice(0, PART_LENGTH_MAX);
    return { subject: '', fields: [], html: null, text, calendars: [], attachments: [], headers: '' };
  }
}

function fromEmail(email: Email): ReadMessage {
  const { from, sender, replyTo, to, cc } = email;
  const addresses = (list: typeof to) => (list ?? []).map(formatAddress).join(', ');
  const fields = [
    { name: 'From', value: from ? formatAddress(from) : '' },
    { name: 'Sender', value: sender ? formatAddress(sender) : '' },
    { name: 'Reply to', value: addresses(replyTo) },
    { name: 'To', value: addresses(to) },
    { name: 'Copy to', value: addresses(cc) },
    { name: 'Date', value: sentAt(email.date ?? '') },
  ];
  const isCalendar = ({ mimeType }: Attachment) => mimeType === 'text/calendar';
  const calendars = email.attachments.filter(isCalendar).map((part) => {
    const text = bytesOf(part).toString('utf8').slice(0, PART_LENGTH_MAX);
    return { method: part.method ?? null, text, facts: calendarFacts(text) };
  });
  return {
    subject: email.subject ?? '',
    fields: fields.filter(({ value }) => value !== ''),
    html: email.html === undefined ? null : withInlineImages(email.html, email.attachments),
    text: email.text?.slice(0, PART_LENGTH_MAX) ?? null,
    calendars,
    attachments: email.attachments
      .filter((part) => !isCalendar(part))
      .map((part) => ({
        name: part.filename ?? 'without a name',
        type: part.mimeType,
        size: bytesOf(part).byteLength,
      })),
    headers: email.headerLines.map(({ line }) => line).join('\n'),
  };
}

/** A date that cannot be read stays as it came. */
function sentAt(date: string): string {
  const instant = new Date(date);
  return Number.isNaN(instant.getTime()) ? date : formatInstant(instant);
}

/** Images that the HTML names by `cid:` (RFC 2392) become part of it; nothing is fetched. */
function withInlineImages(html: string, parts: Attachment[]): string {
  let shown = html.slice(0, PART_LENGTH_MAX);
  let size = 0;
  for (const part of parts) {
    const id = part.contentId?.replace(/^<|>$/g, '');
    if (!id || !/^image\/[a-z0-9.+-]+$/.test(part.mimeType) || !shown.includes(`cid:${id}`)) continue;
    const bytes = bytesOf(part);
    size += bytes.byteLength;
    if (size > INLINE_IMAGES_SIZE_MAX) break;
    shown = shown.replaceAll(`cid:${id}`, `data:${part.mimeType};base64,${bytes.toString('base64')}`);
  }
  return shown;
}

function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return ArrayBuffer.isView(content)
    ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    : Buffer.from(content);
}
