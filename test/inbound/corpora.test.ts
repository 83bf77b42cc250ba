import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';

import { readBounce } from '../../src/inbound/read-bounce.ts';
import { readCalendar } from '../../src/inbound/read-calendar.ts';
import { readMail } from '../../src/inbound/read-mail.ts';
import { corpusFiles, withCorpora } from '../fixtures/corpora.ts';
import { replyMail } from '../fixtures/inbound.ts';
import { stopwatch } from '../fixtures/stopwatch.ts';

const READ_MS_MAX = 1_000;
const MEMORY_MB_MAX = 100;

/** Replies of the corpora that give no answer: what each lacks. */
const NO_ANSWER: Record<string, string> = {
  reply_missing_attachment: 'no calendar at all',
  reply_missing_attendee: 'no ATTENDEE',
  reply_missing_organizer: 'no ATTENDEE either',
};

t.test('every reply of the corpora is read', withCorpora, async (t) => {
  const files = corpusFiles('itip-replies').filter((file) => !file.includes('dsn_failure'));
  t.ok(files.length > 8);
  for (const file of files) {
    const raw = readFileSync(file);
    const messages = file.endsWith('.ics') ? readCalendar(raw.toString()) : (await readMail(raw)).calendar;
    const replies = messages.filter(({ method }) => method === 'REPLY');
    const lacks = Object.keys(NO_ANSWER).find((name) => file.endsWith(name));
    if (lacks) {
      t.same(
        replies.filter(({ attendees }) => attendees.length > 0),
        [],
        `${lacks}: ${NO_ANSWER[lacks]}`,
      );
      continue;
    }
    t.ok(replies.length > 0, basename(file));
    for (const reply of replies) {
      t.match(reply, { uid: /./, stampedAt: Date, attendees: [{ address: /.@./ }] }, basename(file));
      if (reply.component === 'VEVENT') t.match(reply.attendees[0]?.partstat, /^(ACCEPTED|DECLINED)$/);
    }
  }
});

t.test('nothing of the corpora crashes, hangs or eats memory', withCorpora, async (t) => {
  // With more on its heap than this the process dies.
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${MEMORY_MB_MAX}`,
    '--import=tsx',
    'test/fixtures/read-corpora.ts',
  ]);
  const { files, slow, unread } = JSON.parse(stdout);
  t.ok(files > 600);
  t.same(slow, []);
  t.same(unread, [], 'nothing is nested or headed beyond the limits');
});

t.test('mails made to choke a reader are read or refused within a second', async (t) => {
  const mails: Record<string, string> = {
    'a million short lines': `Subject: x\r\n\r\n${'a\r\n'.repeat(1_000_000)}`,
    'one line of five megabytes': `Subject: x\r\n\r\n${'a'.repeat(5_000_000)}`,
    'thousands of nested parts': Array.from(
      { length: 3_000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`,
    ).join('\r\n'),
    'a calendar of many thousand events': replyMail(
      `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n${'BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n'.repeat(30_000)}END:VCALENDAR`,
    ),
    'an event of many thousand attendees': replyMail(
      `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n${'ATTENDEE:mailto:a@example.org\r\n'.repeat(30_000)}END:VEVENT\r\nEND:VCALENDAR`,
    ),
    'a calendar of continuation lines': replyMail(
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nCOMMENT:x${'\r\n y'.repeat(300_000)}\r\nEND:VEVENT\r\nEND:VCALENDAR`,
    ),
    'a foreign zone without an end': replyMail(
      `BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n${'BEGIN:STANDARD\r\nRRULE:FREQ=SECONDLY\r\n'.repeat(20_000)}`,
    ),
    'a bounce of many addresses': `From: mailer-daemon@a.b\r\n\r\n${'<a@example.org>: 550 no\r\n'.repeat(100_000)}`,
    'a bounce of one long line': `From: mailer-daemon@a.b\r\n\r\n${'a@b'.repeat(300_000)}`,
    'a report of many groups':
      'Content-Type: message/delivery-status\r\n\r\n' +
      'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\n\r\n'.repeat(50_000),
  };
  for (const [name, text] of Object.entries(mails)) {
    const raw = Buffer.from(text);
    const worked = stopwatch();
    const read = await readMail(raw).catch(() => null);
    if (read) readBounce(read.email);
    const ms = worked();
    t.ok(ms < READ_MS_MAX, `${name}: ${ms} ms`);
  }
});
