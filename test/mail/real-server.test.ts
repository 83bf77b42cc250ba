import type { SMTPServerAuthentication, SMTPServerSession } from 'smtp-server';
import t, { type Test } from 'tap';

import { judge } from '../../src/mail/failure.ts';
import { createMailer } from '../../src/mail/transport.ts';
import { aMessage } from '../fixtures/a-message.ts';
import { createSink } from '../fixtures/create-sink.ts';

/** Host name of the certificate that the SMTP library brings for itself; nobody trusts it. */
const UNTRUSTED = 'tls.rejectUnauthorized=false';

type Login = { user: string; secure: boolean };

/** A server that takes mail only over TLS and from somebody whom it knows. */
async function guarded(t: Test, options: { disabledCommands?: string[]; secure?: boolean } = {}) {
  const logins: Login[] = [];
  const sink = await createSink(t, {
    disabledCommands: [],
    ...options,
    allowInsecureAuth: true,
    authOptional: false,
    onAuth(auth: SMTPServerAuthentication, session: SMTPServerSession, done) {
      logins.push({ user: auth.username ?? '', secure: session.secure });
      if (auth.password === 'p@ss:word') done(null, { user: auth.username });
      else done(Object.assign(new Error('wrong password'), { responseCode: 535 }));
    },
  });
  const host = sink.url.replace('smtp://', '');
  return { sink, logins, host };
}

async function send(t: Test, url: string) {
  const mailer = createMailer(url, { deadlineMs: 10_000 });
  t.teardown(() => mailer.close());
  const result = await mailer.send(aMessage());
  return result.accepted ? 'accepted' : judge(result.failure).verdict;
}

t.test('with STARTTLS and a password', async (t) => {
  const { sink, logins, host } = await guarded(t);
  t.equal(await send(t, `smtp://ana%40example.org:p%40ss%3Aword@${host}?${UNTRUSTED}`), 'accepted');
  t.strictSame(logins, [{ user: 'ana@example.org', secure: true }]);
  t.equal(sink.received.length, 1);
});

t.test('with TLS from the first byte', async (t) => {
  const { logins, host } = await guarded(t, { secure: true });
  t.equal(await send(t, `smtps://ana:p%40ss%3Aword@${host}?${UNTRUSTED}`), 'accepted');
  t.strictSame(logins, [{ user: 'ana', secure: true }]);
});

t.test('a certificate that nobody vouches for gets no mail and no password', async (t) => {
  const { sink, logins, host } = await guarded(t);
  t.equal(await send(t, `smtp://ana:p%40ss%3Aword@${host}`), 'away');
  t.strictSame([logins, sink.received], [[], []]);
});

t.test('a server without STARTTLS is told no password where TLS is required', async (t) => {
  const { sink, logins, host } = await guarded(t, { disabledCommands: ['STARTTLS'] });
  t.equal(await send(t, `smtp://ana:p%40ss%3Aword@${host}?requireTLS=true&${UNTRUSTED}`), 'away');
  t.strictSame([logins, sink.received], [[], []]);
});

t.test('a wrong password is no fault of the mails', async (t) => {
  const { sink, host } = await guarded(t);
  t.equal(await send(t, `smtp://ana:wrong@${host}?${UNTRUSTED}`), 'away');
  t.same(sink.received, []);
});
