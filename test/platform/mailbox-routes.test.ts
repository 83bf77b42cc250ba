import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { mailboxMessages } from '../../src/db/schema/index.ts';
import { storeMessage } from '../../src/platform/mailbox/store-message.ts';
import { corpusFiles, withCorpora } from '../fixtures/corpora.ts';
import { createApp } from '../fixtures/create-app.ts';

const { app, deps, clock, queries } = await createApp(t);

type Line = { id: string; receivedAt: string; from: string; to: string[]; subject: string };

async function add(
  raw: string | Buffer,
  to = ['b@example.org'],
  from = 'bounce@example.org',
): Promise<string> {
  return storeMessage(deps.db, { from, to, raw: Buffer.from(raw) }, clock.now());
}

async function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: 'GET', url, headers });
}

async function list(url: string): Promise<{ items: Line[]; nextCursor: string | null }> {
  return (await get(url)).json();
}

t.beforeEach(async () => {
  await deps.db.delete(mailboxMessages);
});

const plain = (subject: string) =>
  `From: Ana <a@example.org>\r\nTo: B <b@example.org>\r\nSubject: ${subject}\r\n\r\nText\r\n`;

const invitation = [
  'From: "Ana Silva via Acquaint" <acquaint@example.org>',
  'To: B <b@example.org>',
  'Subject: Lunch with strangers',
  'Date: Mon, 02 Nov 2026 08:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: multipart/alternative; boundary=a',
  '',
  '--a',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Come to lunch: https://acquaint.test/r/token?x=1&y=2',
  '--a',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p style="color:red">Come &amp; <a href="https://acquaint.test/r/token">answer</a> <img src="cid:logo"></p>',
  '--a',
  'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
  '',
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:1@example.org',
  'SUMMARY:Lunch\\, with strangers',
  'DTSTART;TZID=Africa/Nairobi:20261203T140000',
  'DTEND:20261203T114500Z',
  'ATTENDEE;CN=B;PARTSTAT=NEEDS-ACTION:mailto:b@example.org',
  'END:VEVENT',
  'END:VCALENDAR',
  '--a--',
  '--m',
  'Content-Type: image/png; name=logo.png',
  'Content-Disposition: attachment; filename=logo.png',
  'Content-ID: <logo>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--m--',
  '',
].join('\r\n');

t.test('the list shows newest first, in one query, on pages that follow each other', async (t) => {
  for (const subject of ['one', 'two', 'three']) await add(plain(subject));
  queries.length = 0;
  const first = await list('/mailbox.json?limit=2');
  t.equal(queries.length, 1);
  t.same(
    first.items.map(({ subject }) => subject),
    ['three', 'two'],
  );
  t.match(first.items[0], {
    receivedAt: '2026-11-02T08:00:00.000Z',
    from: 'Ana <a@example.org>',
    to: ['b@example.org'],
    subject: 'three',
  });
  const second = await list(`/mailbox.json?limit=2&cursor=${first.nextCursor}`);
  t.same(second, { items: [{ ...second.items[0], subject: 'one' }], nextCursor: null });
  const page = await get('/mailbox?limit=2');
  t.match(page.body, `href="/mailbox?cursor=${first.nextCursor}"`);
  t.equal((await get('/mailbox?cursor=junk')).statusCode, 400);
});

t.test('it is searched by recipient and subject, whatever the case, and not by pattern', async (t) => {
  await add(plain('100% lunch'), ['Ana@Example.org', 'c@example.org']);
  await add(plain('Tables'), ['d@example.org']);
  const subjects = async (query: string) =>
    (await list(`/mailbox.json?${query}`)).items.map(({ subject }) => subject);
  t.same(await subjects('q=LUNCH'), ['100% lunch']);
  t.same(await subjects('q=c@example'), ['100% lunch']);
  t.same(await subjects('q=%25'), ['100% lunch']);
  t.same(await subjects('q=_'), []);
  t.same(await subjects('to=ana@example.ORG'), ['100% lunch']);
  t.same(await subjects('to=ana@example'), [], 'a recipient is a whole address');
  t.match((await get('/mailbox?q=%22%3E%3Cb%3E')).body, 'value="&quot;>&lt;b>"');
  t.match((await get('/mailbox?q=nothing')).body, 'No message matches.');
});

t.test('a message is shown with each of its parts', async (t) => {
  const id = await add(invitation);
  const { body, statusCode, headers } = await get(`/mailbox/${id}`);
  t.equal(statusCode, 200);
  t.match(headers['content-type'], 'text/html');
  t.match(body, '<h1 dir="auto">Lunch with strangers</h1>');
  t.match(body, '<dd><bdi>Ana Silva via Acquaint &lt;acquaint@example.org></bdi></dd>');
  t.match(body, '<a href="https://acquaint.test/r/token?x=1&amp;y=2" target="_blank" rel="noreferrer">');
  t.match(
    body,
    '<dt>What</dt><dd><bdi>Lunch, with strangers</bdi></dd><dt>Start</dt><dd><bdi>2026-12-03 14:00:00 Africa/Nairobi</bdi></dd>',
  );
  t.match(body, '<dt>End</dt><dd><bdi>2026-12-03 11:45:00 UTC</bdi></dd>');
  t.match(body, '<dt>Invited</dt><dd><bdi>B &lt;b@example.org> (needs-action)</bdi></dd>');
  t.match(body, 'DTSTART;TZID=Africa/Nairobi:20261203T140000');
  t.match(body, 'logo.png, image/png, 8 bytes');
  t.match(body, 'Date: Mon, 02 Nov 2026 08:00:00 +0000');
  t.match(body, 'data:image/png;base64,iVBORw0KGgo=');
});

t.test('the HTML part is in a frame without scripts, that fetches nothing and goes nowhere', async (t) => {
  const id = await add(invitation);
  const { body, headers } = await get(`/mailbox/${id}`);
  const [frame = ''] = /<iframe.*<\/iframe>/s.exec(body) ?? [];
  t.match(frame, 'sandbox="allow-popups allow-popups-to-escape-sandbox"');
  t.match(frame, '&lt;base target=&quot;_blank&quot;>');
  t.match(frame, '&lt;p style=&quot;color:red&quot;>Come &amp;amp; ');
  t.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
});

t.test('what a message says of itself is text on the page, not markup', async (t) => {
  const id = await add(
    'From: "<script>a" <a@example.org>\r\nSubject: <script>s\r\nX: <script>x\r\n\r\n<script>t\r\n',
  );
  for (const url of ['/mailbox', `/mailbox/${id}`]) t.notMatch((await get(url)).body, '<script');
});

t.test('the .eml is the message, byte for byte', async (t) => {
  const raw = Buffer.from([...Buffer.from('Subject: x\n\n'), 0, 255, 13, 10]);
  const id = await add(raw);
  const reply = await get(`/mailbox/${id}.eml`);
  t.match(reply.headers, {
    'content-type': 'message/rfc822',
    'content-disposition': `attachment; filename="${id}.eml"`,
  });
  t.same(reply.rawPayload, raw);
});

t.test('an unknown message is a page that says so, and a problem for programs', async (t) => {
  const id = uuidv7();
  const page = await get(`/mailbox/${id}`);
  t.equal(page.statusCode, 404);
  t.match(page.body, 'There is no such message');
  t.match((await get(`/mailbox/${id}.eml`)).json(), { status: 404, code: 'not-found' });
  t.equal((await get('/mailbox/1')).statusCode, 404);
});

t.test('looking changes nothing', async (t) => {
  const id = await add(invitation);
  const before = await deps.db.select().from(mailboxMessages);
  for (const url of ['/mailbox', '/mailbox.json', `/mailbox/${id}`, `/mailbox/${id}.eml`]) {
    t.equal((await get(url)).statusCode, 200);
    t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 200);
    t.equal((await app.inject({ method: 'POST', url })).statusCode, 405);
  }
  t.same(await deps.db.select().from(mailboxMessages), before);
});

t.test('it opens on this machine only, by a name of this machine', async (t) => {
  const status = async (options: { remoteAddress?: string; headers?: Record<string, string> }) =>
    (await app.inject({ url: '/mailbox', ...options })).statusCode;
  t.equal(await status({ remoteAddress: '::1', headers: { host: '[::1]:3000' } }), 200);
  t.equal(await status({ headers: { host: 'acquaint.test' } }), 200, 'PUBLIC_URL');
  t.equal(await status({ remoteAddress: '192.0.2.7' }), 403);
  t.equal(await status({ headers: { host: 'rebound.example' } }), 403);
  t.equal(await status({ headers: { 'x-forwarded-for': '192.0.2.7' } }), 403);
});

t.test('odd mails of other programs are listed and shown', withCorpora, async (t) => {
  const files = [
    ...corpusFiles('weird-mail', '.eml'),
    ...corpusFiles('bounces', '.eml').slice(0, 60),
    ...corpusFiles('itip-replies', '.eml'),
  ];
  t.ok(files.length > 20);
  for (const file of files) {
    const raw = await readFile(file);
    const id = await add(raw);
    const page = await get(`/mailbox/${id}`);
    t.equal(page.statusCode, 200, basename(file));
    t.match(page.body, /<\/html>$/);
    t.same((await get(`/mailbox/${id}.eml`)).rawPayload, raw);
  }
  t.equal((await get('/mailbox?limit=100')).statusCode, 200);
});

t.test('mails that are built to break parsers are shown as what can be read of them', async (t) => {
  const nested = Array.from(
    { length: 300 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  );
  const odd = [
    '',
    '\r\n\r\n',
    'no header at all',
    `Subject: ${'x'.repeat(200_000)}\r\n\r\n`,
    nested.join(''),
    'Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:junk\r\n',
    'Content-Type: text/html; charset=unheard-of\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%',
    Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256)),
  ];
  for (const raw of odd) {
    const id = await add(raw);
    t.equal((await get(`/mailbox/${id}`)).statusCode, 200);
  }
  t.equal((await list('/mailbox.json')).items.length, odd.length);
});
