import * as base64 from 'nodemailer/lib/base64';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import * as qp from 'nodemailer/lib/qp';

import type { MailMessage } from './transport.ts';

/** A message as it goes over the wire, unsigned: lines end with CRLF, and its characters are its bytes (latin1). */
export function rawMessage({
  envelopeFrom: _,
  calendar,
  headers,
  inReplyTo,
  ...message
}: MailMessage): string {
  const composer = new MailComposer({
    ...message,
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
    ...(headers === undefined ? {} : { headers: prepared(headers) }),
    ...(calendar === undefined ? {} : { icalEvent: calendarEvent(calendar) }),
  });
  return withLineEnds(written(composer.compile()));
}

/** As base64 in both places: no rewriting of line ends on the way. The method must be said or it becomes PUBLISH. */
function calendarEvent({ method, object }: { method: string; object: string }) {
  return { method, content: object, contentTransferEncoding: 'base64' as const };
}

/** Fields as we wrote them: the library would fold and encode. */
function prepared(headers: Record<string, string>) {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, { prepared: true, value }]));
}

/**
 * A part with those inside it, byte for byte as the library streams it: it takes a dozen streams and as many turns of
 * the event loop for what is a few kilobytes at hand, and twice as long.
 */
function written(part: MimeNode): string {
  const head = `${part.buildHeaders()}\r\n\r\n`;
  if (!part.multipart) return head + encoded(part);
  const parts = part.childNodes.map((child) => `--${part.boundary}\r\n${written(child)}`);
  return `${head}${parts.join('\r\n')}\r\n--${part.boundary}--\r\n`;
}

function encoded(part: MimeNode): string {
  const content = String(part.content ?? '');
  switch (part.getHeader('Content-Transfer-Encoding')) {
    case 'quoted-printable':
      return qp.wrap(qp.encode(content));
    case 'base64':
      return base64.wrap(base64.encode(content));
    default:
      return content;
  }
}

/** Bare CR and LF become CRLF. */
function withLineEnds(message: string): string {
  return message.replace(/\r(?!\n)|(?<!\r)\n/g, '\r\n');
}
