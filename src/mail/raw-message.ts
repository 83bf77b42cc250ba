import * as base64 from 'nodemailer/lib/base64';
import { hasLongerLines, isPlainText } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import * as qp from 'nodemailer/lib/qp';

import type { MailMessage } from './transport.ts';

/** RFC 2045 §6.7 and §6.8: encoded lines are no longer, and those that are need encoding. */
const LINE_LENGTH_MAX = 76;
const ASCII_MAX = 0x7f;

/**
 * A message as it goes over the wire, unsigned: lines end with CRLF, and its characters are its bytes (latin1). The
 * library writes the head, where names and subjects need its care. The parts are always the same and stand here: as the
 * library's nodes and streams they were most of what a message takes to build.
 */
export function rawMessage(message: MailMessage): string {
  const { text, html, calendar } = message;
  const bodies = [textPart('text/plain', text), textPart('text/html', html)];
  if (calendar === undefined) {
    const { head, boundary } = headOf(message, 'multipart/alternative');
    return withLineEnds(`${head}\r\n\r\n${multipart(bodies, boundary)}`);
  }
  const { head, boundary } = headOf(message, 'multipart/mixed');
  // As the library numbers its parts.
  const inner = boundary.replace(/1$/, '2');
  const object = base64.wrap(base64.encode(calendar.object));
  // The same bytes in both places, in an encoding that keeps their line ends (RFC 6047 §4).
  const inline = part([`text/calendar; charset=utf-8; method=${calendar.method}`], 'base64', object);
  const file = part(
    ['application/ics; name=invite.ics', 'Content-Disposition: attachment; filename=invite.ics'],
    'base64',
    object,
  );
  const alternative = `Content-Type: multipart/alternative;\r\n boundary="${inner}"\r\n\r\n${multipart([...bodies, inline], inner)}`;
  return withLineEnds(`${head}\r\n\r\n${multipart([alternative, file], boundary)}`);
}

/** The fields of a message, and what stands between its parts. */
function headOf(message: MailMessage, contentType: string): { head: string; boundary: string } {
  const { from, to, replyTo, inReplyTo, subject, messageId, date, headers = {} } = message;
  const root = new MimeNode(contentType);
  // Fields as we wrote them: the library would fold and encode.
  for (const [key, value] of Object.entries(headers)) root.addHeader(key, { prepared: true, value });
  root.setHeader('From', from).setHeader('To', to);
  if (replyTo) root.setHeader('Reply-To', replyTo);
  if (inReplyTo) root.setHeader('In-Reply-To', inReplyTo).setHeader('References', inReplyTo);
  root.setHeader('Subject', subject).setHeader('Message-ID', messageId).setHeader('Date', date);
  return { head: root.buildHeaders(), boundary: root.boundary || '' };
}

function multipart(parts: string[], boundary: string): string {
  return `${parts.map((one) => `--${boundary}\r\n${one}`).join('\r\n')}\r\n--${boundary}--\r\n`;
}

function part([contentType, ...fields]: string[], encoding: string, content: string): string {
  return [
    `Content-Type: ${contentType}`,
    ...fields,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    content,
  ].join('\r\n');
}

/** As it stands where it is plain, else so that it stays legible or, where little is Latin, short. */
function textPart(contentType: string, text: string): string {
  const fields = [`${contentType}; charset=utf-8`];
  if (isPlainText(text) && !hasLongerLines(text, LINE_LENGTH_MAX)) return part(fields, '7bit', text);
  return isMostlyLatin(text)
    ? part(fields, 'quoted-printable', qp.wrap(qp.encode(text)))
    : part(fields, 'base64', base64.wrap(base64.encode(text)));
}

/** Counted, not matched: a list of every letter of a mail takes as long as all of the rest here. */
function isMostlyLatin(text: string): boolean {
  let more = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > ASCII_MAX) more -= 1;
    else if (isLetter(code)) more += 1;
  }
  return more > 0;
}

/** A to Z, large or small. */
function isLetter(code: number): boolean {
  const small = code | 0x20;
  return small >= 0x61 && small <= 0x7a;
}

/** Bare CR and LF become CRLF. */
function withLineEnds(message: string): string {
  return message.replace(/\r(?!\n)|(?<!\r)\n/g, '\r\n');
}
