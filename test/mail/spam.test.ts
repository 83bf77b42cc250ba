import { spawnSync } from 'node:child_process';
import t, { type Test } from 'tap';

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
import { rspamd } from '../fixtures/rspamd.ts';

/** What the mails aim at; SpamAssassin's own threshold is 5. */
const SCORE_MAX = 2;
/** Half of what makes Rspamd add a header; names in three scripts in one subject cost two already. */
const RSPAMD_SCORE_MAX = 3;
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

/** Every mail as a server takes it from us, with its name. */
async function everyMailSent(t: Test): Promise<{ name: string; raw: Buffer }[]> {
  const sink = await createSink(t);
  const mailer = createMailer(sink.url, { dkim: aDkimKey() });
  t.teardown(() => mailer.close());
  const sent = everyMail();
  for (const { message } of sent) t.strictSame(await mailer.send(message), { accepted: true });
  return sink.received.map(({ raw }, i) => ({ name: sent[i]?.name ?? '', raw }));
}

t.test('no mail of ours looks like spam to SpamAssassin', { skip: absent && MISSING }, async (t) => {
  const sent = await everyMailSent(t);
  const mailbox = sent.map(
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

t.test('nor to Rspamd', async (t) => {
  const judge = await rspamd(t);
  if (!judge) return;
  const sent = await everyMailSent(t);
  // Samples are of one day in 2026, and the judge minds what lies in the past.
  const today = new Date().toUTCString().replace('GMT', '+0000');
  const verdicts = await Promise.all(
    sent.map(({ raw }) =>
      judge(Buffer.from(raw.toString('latin1').replace(/^Date: .*$/m, `Date: ${today}`), 'latin1')),
    ),
  );
  verdicts.forEach(({ score, rules }, i) => {
    t.ok(score < RSPAMD_SCORE_MAX, `${sent[i]?.name}: ${score} for ${rules.join(', ')}`);
  });
});
