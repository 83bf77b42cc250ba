import nodemailer from 'nodemailer';

import type { ReadMail } from './inbox.ts';

/** The lines of a REQUEST that a reply repeats (RFC 5546 §3.2.3). */
const REPEATED = /^(UID|SEQUENCE|ORGANIZER|SUMMARY)[;:].*$/gm;

/**
 * Accepts as a calendar program does when its Accept button is pressed: a REPLY by SMTP to the organizer's address,
 * which is the invitation's own.
 */
export async function answerByCalendar(port: number, mail: ReadMail, now: Date): Promise<void> {
  const object = mail.calendar ?? '';
  const organizer = /^ORGANIZER.*:mailto:(\S+)$/m.exec(object)?.[1] ?? '';
  const attendee = /^ATTENDEE.*:(mailto:\S+)$/m.exec(object)?.[1] ?? '';
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const content = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Acquaint//Demo//EN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `DTSTAMP:${stamp}`,
    ...(object.match(REPEATED) ?? []),
    `ATTENDEE;PARTSTAT=ACCEPTED:${attendee}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port });
  try {
    await transport.sendMail({
      from: mail.to,
      to: organizer,
      subject: `Accepted: ${mail.subject}`,
      text: 'Accepted.',
      icalEvent: { method: 'REPLY', content },
    });
  } finally {
    transport.close();
  }
}
