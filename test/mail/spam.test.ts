import { spawnSync } from 'node:child_process';
import t from 'tap';

import { composeSignInMail } from '../../src/accounts/compose-sign-in-mail.ts';
import { mails } from '../../src/db/schema/index.ts';
import { composeInvitationMail } from '../../src/invitations/compose-mail.ts';
import { LANGUAGES } from '../../src/languages/languages.ts';
import { createMailer, type MailMessage } from '../../src/mail/transport.ts';
import { PREVIEW_KINDS, previewMail } from '../../src/previews/preview-mails.ts';
import { aDueMail } from '../fixtures/a-due-mail.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aDkimKey } from '../fixtures/dkim-judges.ts';
import { mailParts } from '../fixtures/mail-parts.ts';

/** What the mails aim at; SpamAssassin's own threshold is 5. */
const SCORE_MAX = 2;
const MISSING = 'needs the Debian package spamassassin';
const absent = spawnSync('spamassassin', ['--version']).error !== undefined;
if (absent && process.env.CI) t.fail(MISSING);

/** Every kind of mail in every language. */
function everyMail(): { name: string; message: MailMessage }[] {
  const room = [{ unit: 'Legal', location: 'Porto', people: 6 }];
  const sender = {
    publicUrl: 'https://acquaint.test',
    mailFrom: 'acquaint@example.org',
    variant: 'room',
  } as const;
  return LANGUAGES.flatMap((preferredLanguage) =>
    PREVIEW_KINDS.map((name) => {
      const kind = mails.kind.enumValues.find((one) => one === name);
      if (!kind) {
        const message = previewMail(name, { ...sender, language: preferredLanguage });
        return { name: `${name} in ${preferredLanguage}`, message };
      }
      const due = aDueMail({ kind, person: { preferredLanguage } });
      const parts = mailParts({ room, inboundDomain: 'reply.example.org', now: new Date() });
      const message =
        kind === 'sign-in'
          ? composeSignInMail(due, { ...parts, token: 'S'.repeat(32), minutes: 15 })
          : composeInvitationMail(due, parts);
      return { name: `${kind} in ${preferredLanguage}`, message };
    }),
  );
}

t.test('no mail of ours looks like spam', { skip: absent && MISSING }, async (t) => {
  const sink = await createSink(t);
  const mailer = createMailer(sink.url, { dkim: aDkimKey() });
  t.teardown(() => mailer.close());
  const sent = everyMail();
  for (const { message } of sent) t.strictSame(await mailer.send(message), { accepted: true });
  const mailbox = sink.received.map(
    ({ raw }) =>
      `From acquaint@example.org Mon Nov  2 08:00:00 2026\n${raw.toString().replaceAll('\r\n', '\n')}\n`,
  );
  const { stdout, stderr } = spawnSync('spamassassin', ['-L', '-t', '--mbox'], {
    input: mailbox.join(''),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const verdicts = [
    ...stdout.matchAll(/^X-Spam-Status: \w+, score=(-?[\d.]+) [\s\S]*?tests=([\w,\s]*?) autolearn/gm),
  ];
  t.equal(verdicts.length, sent.length, stderr);
  verdicts.forEach(([, score, tests], i) => {
    t.ok(Number(score) < SCORE_MAX, `${sent[i]?.name}: ${score} for ${tests?.replace(/\s+/g, ' ')}`);
  });
});
