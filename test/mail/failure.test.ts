import t from 'tap';

import { ATTEMPTS_MAX, awayWaitMs, backOffMs, judge, type SendFailure } from '../../src/mail/failure.ts';

const NOTHING: SendFailure = {
  code: null,
  responseCode: null,
  response: null,
  command: null,
  messageGiven: false,
};

t.test('each way of failing has its verdict', async (t) => {
  const table: [string, Partial<SendFailure>, string][] = [
    ['refused connection', { code: 'ECONNREFUSED', command: 'CONN' }, 'away'],
    ['no greeting', { code: 'GREETING_TIMEOUT', command: 'CONN' }, 'away'],
    ['no such host', { code: 'EDNS', command: 'CONN' }, 'away'],
    ['wrong password', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'away'],
    ['unknown certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', command: 'CONN' }, 'away'],
    ['421 to a recipient', { code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }, 'away'],
    ['greeted with 554', { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'away'],
    ['421 while idle', { code: 'ECONNECTION', responseCode: 421, command: 'CONN' }, 'away'],
    ['greylisted', { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'later'],
    [
      'content put off',
      { code: 'EMESSAGE', responseCode: 452, command: 'DATA', messageGiven: true },
      'later',
    ],
    ['bad sequence', { code: 'EENVELOPE', responseCode: 503, command: 'RCPT TO' }, 'later'],
    ['reset before DATA', { code: 'ECONNRESET', command: 'CONN' }, 'later'],
    ['deadline before DATA', { code: 'EABORT' }, 'later'],
    ['no such mailbox', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'refused'],
    [
      'content refused',
      { code: 'EMESSAGE', responseCode: 554, command: 'DATA', messageGiven: true },
      'refused',
    ],
    ['address that cannot be', { code: 'EENVELOPE', command: 'API' }, 'refused'],
    ['lost after DATA', { code: 'ECONNECTION', command: 'CONN', messageGiven: true }, 'unknown'],
    ['silent after DATA', { code: 'SOCKET_TIMEOUT', command: 'CONN', messageGiven: true }, 'unknown'],
    ['deadline after DATA', { code: 'EABORT', messageGiven: true }, 'unknown'],
  ];
  for (const [name, failure, verdict] of table)
    t.equal(judge({ ...NOTHING, ...failure }).verdict, verdict, name);
});

t.test('the reason is one short line without the address', async (t) => {
  const response = '550 5.1.1 <ana@example.org>:\r\n user unknown';
  t.equal(
    judge({ ...NOTHING, code: 'EENVELOPE', responseCode: 550, response, command: 'RCPT TO' }).reason,
    'The mail server refused it: 550 5.1.1 <[address]>: user unknown',
  );
  const long = judge({
    ...NOTHING,
    responseCode: 550,
    response: `550 ${'x'.repeat(5_000)}`,
    command: 'DATA',
  });
  t.ok(long.reason.length < 250);
});

t.test('waits grow, and the eighth attempt is the last', async (t) => {
  const minutes = Array.from({ length: ATTEMPTS_MAX }, (_, i) => backOffMs(i + 1)).map(
    (ms) => ms && ms / 60_000,
  );
  t.strictSame(minutes, [1, 5, 15, 60, 240, 240, 240, null]);
});

t.test('a server that is away is asked after as long again, from 5 seconds to 5 minutes', async (t) => {
  t.strictSame([0, 5_000, 60_000, 3_600_000].map(awayWaitMs), [5_000, 5_000, 60_000, 300_000]);
});
