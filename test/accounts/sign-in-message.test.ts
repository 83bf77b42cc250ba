import t from 'tap';

import { composeSignInMail } from '../../src/accounts/compose-sign-in-mail.ts';
import { aDueMail } from '../fixtures/a-due-mail.ts';

t.test(
  'a sign-in mail holds its link in both parts, how long it works, and nothing about invitations',
  async (t) => {
    const mail = composeSignInMail(aDueMail({ kind: 'sign-in' }), {
      messageId: '<this.0@example.org>',
      now: new Date('2026-11-02T08:00:00Z'),
      token: 'S'.repeat(32),
      minutes: 30,
      mailFrom: 'acquaint@example.org',
      publicUrl: 'https://acquaint.test',
    });
    const { html, ...rest } = mail;
    const link = `https://acquaint.test/sign-in/${'S'.repeat(32)}`;
    t.strictSame(rest, {
      messageId: '<this.0@example.org>',
      date: new Date('2026-11-02T08:00:00Z'),
      from: { name: 'Acquaint', address: 'acquaint@example.org' },
      to: { name: 'Li Wei', address: 'li@example.org' },
      subject: 'Your link to sign in to Acquaint',
      text: `Sign in to Acquaint

Somebody, we think you, asked to sign in with this address. The link works once, within 30 minutes.

Sign in:
${link}

-- 
If it was not you, do nothing: without the link nobody gets in. Do not pass this mail on.

`,
      headers: { 'Content-Language': 'en', 'Auto-Submitted': 'auto-generated' },
    });
    t.match(html, `href="${link}"`);
    t.match(html, 'The link works once, within 30 minutes.');
  },
);
