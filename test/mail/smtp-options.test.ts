import t from 'tap';

import { smtpOptions } from '../../src/mail/smtp-options.ts';

t.test('the URL says where, how and as whom', async (t) => {
  t.strictSame(smtpOptions('smtps://ana%40example.org:p%3Ass%2Fword@mx.example.org?connections=2'), {
    host: 'mx.example.org',
    secure: true,
    auth: { user: 'ana@example.org', pass: 'p:ss/word' },
    requireTLS: false,
    tls: {},
    maxConnections: 2,
  });
  t.strictSame(smtpOptions('smtp://mail:1025'), {
    host: 'mail',
    port: 1025,
    secure: false,
    requireTLS: false,
    tls: {},
    maxConnections: 5,
  });
  t.strictSame(
    smtpOptions('smtp://10.0.0.1?name=acquaint.test&tls.servername=mx.test&tls.rejectUnauthorized=false').tls,
    { servername: 'mx.test', rejectUnauthorized: false },
  );
});

t.test('a password goes over TLS, unless it stays on the machine or the operator says so', async (t) => {
  t.equal(smtpOptions('smtp://ana:x@mx.example.org').requireTLS, true);
  t.equal(smtpOptions('smtp://ana:x@127.0.0.1:1025').requireTLS, false);
  t.equal(smtpOptions('smtp://ana:x@mx.example.org?requireTLS=false').requireTLS, false);
  t.equal(smtpOptions('smtp://mx.example.org?requireTLS=true').requireTLS, true);
});

t.test('what is not known is refused in one line that holds no password', async (t) => {
  const wrong: [string, string][] = [
    ['smtp://ana:secret@mx.test?logger=true', 'SMTP_URL: logger is not a parameter that is known here'],
    ['smtp://ana:secret@mx.test?requireTLS=1', 'SMTP_URL: requireTLS must be true or false'],
    ['smtp://ana:secret@mx.test?connections=0', 'SMTP_URL: connections must be a whole number from 1 to 50'],
  ];
  for (const [url, message] of wrong) t.throws(() => smtpOptions(url), { name: 'EnvError', message });
});
