import t from 'tap';

import { messageSummary } from '../../../src/platform/mailbox/message-summary.ts';

const summary = (head: string) => messageSummary(Buffer.from(head));

t.test('encoded words, several recipients and groups are readable', async (t) => {
  t.same(
    await summary(
      'From: =?utf-8?b?5p2O5bCP6b6N?= <li@example.org>\r\nTo: a@example.org, "B, C" <b@example.org>,\r\n Team: d@example.org;\r\nSubject: =?iso-8859-1?q?Caf=E9?=\r\n\r\nSubject: not this\r\n',
    ),
    {
      from: '李小龍 <li@example.org>',
      to: 'a@example.org, B, C <b@example.org>, Team: d@example.org',
      subject: 'Café',
    },
  );
});

t.test('line breaks and control characters do not reach a list', async (t) => {
  t.match(await summary('Subject: =?utf-8?q?a=0D=0Ab=00c=E2=80=A8d?=\r\n\r\n'), { subject: 'a b c d' });
});

t.test('lines may end in LF alone, and a long subject is cut', async (t) => {
  t.same(await summary(`Subject: ${'x'.repeat(5_000)}\n\nSubject: no\n`), {
    from: '',
    to: '',
    subject: 'x'.repeat(500),
  });
});

t.test('what is not a message has none', async (t) => {
  for (const raw of ['', '\n\n', 'junk', '\u0000'])
    t.same(await summary(raw), { from: '', to: '', subject: '' });
});
