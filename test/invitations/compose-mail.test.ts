import PostalMime from 'postal-mime';
import t, { type Test } from 'tap';

import { MAIL_KINDS } from '../../src/db/schema/index.ts';
import { composeInvitationMail } from '../../src/invitations/compose-mail.ts';
import { createMailer, type MailMessage } from '../../src/mail/transport.ts';
import { aDueMail } from '../fixtures/a-due-mail.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { mailParts } from '../fixtures/mail-parts.ts';

const AUTOMATIC = ['offer', 'refresh', 'no-answer', 'day-before', 'hour-before'];
const KINDS = MAIL_KINDS.filter((kind) => kind !== 'sign-in' && kind !== 'letter');
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The words of an HTML document, as a reader meets them. */
function shown(html: string): string {
  return html
    .replace(/<style>.*?<\/style>|<[^>]+>/gs, ' ')
    .replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ');
}

/** The message as a mail program receives it. */
async function delivered(t: Test, message: MailMessage) {
  const sink = await createSink(t);
  const mailer = createMailer(sink.url);
  t.teardown(() => mailer.close());
  t.strictSame(await mailer.send(message), { accepted: true });
  const [received] = sink.received;
  if (!received) throw new Error('nothing received');
  const raw = received.raw.toString();
  return {
    to: received.to,
    head: raw.slice(0, raw.indexOf('\r\n\r\n')),
    mail: await PostalMime.parse(received.raw),
  };
}

t.test('HTML and text hold the same facts and links', async (t) => {
  const room = [{ unit: 'Legal & Risk', location: 'Porto', people: 6 }];
  for (const kind of KINDS) {
    const { text, html } = composeInvitationMail(
      aDueMail({ kind, gathering: { cancelReason: 'Flooded <badly>.' } }),
      mailParts({ room }),
    );
    const page = shown(html).replaceAll('\u2060', '');
    const lines = text
      .split('\n')
      .map((line) => line.replace(/:$/, '').replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '' && line !== '--');
    const isLink = (line: string) => line.startsWith('https://');
    const missing = lines.filter((line) => !isLink(line) && !page.includes(line));
    t.same(missing, [], `${kind}: the page has every line of the text`);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
    t.same(lines.filter(isLink), links, `${kind}: the same links in the same order`);
    t.equal(links.length, ['cancellation', 'uninvited'].includes(kind) ? 2 : 3);
    t.equal(html.match(/<h1/g)?.length, 1);
    t.match(html, /^<!doctype html><html lang="en" dir="ltr">/);
    t.notMatch(html, /<(img|script|iframe|link)\b|https?:\/\/(?!acquaint\.test|meet\.example\.org)/);
  }
});

t.test('the fields of each kind', async (t) => {
  const first = '<first.0@example.org>';
  for (const kind of KINDS) {
    const due = aDueMail({ kind, sequence: 1, gathering: { sequence: 1 }, invitationMessageId: first });
    const { head, mail } = await delivered(t, composeInvitationMail(due, mailParts()));
    t.equal(mail.messageId, '<this.1@example.org>');
    t.strictSame(mail.from, { name: 'Ana Silva via Acquaint', address: 'acquaint@example.org' });
    t.strictSame(mail.replyTo, [{ name: 'Ana Silva', address: 'ana@example.org' }]);
    t.strictSame(mail.to, [{ name: 'Li Wei', address: 'li@example.org' }]);
    const isNews = kind !== 'invitation';
    t.equal(mail.inReplyTo, isNews ? first : undefined, `${kind}: In-Reply-To`);
    t.equal(mail.references, isNews ? first : undefined, `${kind}: References`);
    const field = (name: string) => mail.headers.filter(({ key }) => key === name).map(({ value }) => value);
    t.strictSame(field('auto-submitted'), AUTOMATIC.includes(kind) ? ['auto-generated'] : [], kind);
    t.strictSame(field('list-unsubscribe'), [`<https://acquaint.test/u/${'U'.repeat(32)}>`]);
    t.strictSame(field('list-unsubscribe-post'), ['List-Unsubscribe=One-Click']);
    t.notMatch(head, 'A'.repeat(32), 'the link to answer is in no field');
  }
});

t.test('news of an invitation that never went out refer to nothing', async (t) => {
  const { inReplyTo } = composeInvitationMail(aDueMail({ kind: 'update' }), mailParts());
  t.equal(inReplyTo, undefined);
});

t.test('the calendar object is of the kind of the mail and holds no personal link', async (t) => {
  const methods = (['invitation', 'update', 'cancellation'] as const).map((kind) => {
    const { calendar } = composeInvitationMail(
      aDueMail({ kind, sequence: 3, gathering: { sequence: 3 }, invitation: { answer: 'accepted' } }),
      mailParts(),
    );
    const object = calendar?.object.replaceAll('\r\n ', '') ?? '';
    t.match(object, /\r\nSEQUENCE:3\r\n/);
    t.match(object, /\r\nATTENDEE;CN=Li Wei;[^\r]*PARTSTAT=ACCEPTED[^\r]*:mailto:li@example\.org\r\n/);
    t.match(object, /\r\nORGANIZER;CN=Ana Silva via Acquaint:mailto:acquaint@example\.org\r\n/);
    t.notMatch(object, /acquaint\.test|A{32}|U{32}/);
    return [calendar?.method, /\r\nMETHOD:(\w+)/.exec(object)?.[1], /\r\nSTATUS:(\w+)/.exec(object)?.[1]];
  });
  t.strictSame(methods, [
    ['REQUEST', 'REQUEST', 'CONFIRMED'],
    ['REQUEST', 'REQUEST', 'CONFIRMED'],
    ['CANCEL', 'CANCEL', 'CANCELLED'],
  ]);
  const offer = composeInvitationMail(
    aDueMail({ kind: 'offer', invitation: { answer: 'waitlisted' } }),
    mailParts(),
  );
  t.match(
    offer.calendar?.object.replaceAll('\r\n ', ''),
    /PARTSTAT=NEEDS-ACTION/,
    'the calendar may take the place',
  );
  for (const kind of ['day-before', 'hour-before', 'note'] as const) {
    t.equal(composeInvitationMail(aDueMail({ kind }), mailParts()).calendar, undefined, kind);
  }
  const own = aDueMail({ person: { email: 'Acquaint@example.org' } });
  t.equal(composeInvitationMail(own, mailParts()).calendar, undefined, 'nobody invites themselves');
});

t.test('a hostile title, name, place and reason stay text in every part', async (t) => {
  const hostile =
    'Lunch\r\nBcc: evil@example.net\r\n\r\n<script>x</script>\u202egnp\u2066\u0007\u2028\u0085END';
  const clean = 'Lunch Bcc: evil@example.net <script>x</script>gnp END';
  const due = aDueMail({
    person: { name: hostile },
    host: { name: hostile, email: 'ana@example.org' },
    gathering: { title: hostile, purpose: hostile, place: hostile, agenda: [] },
    invitation: { reason: hostile, reasonParts: null },
  });
  const room = [{ unit: hostile, location: hostile, people: 5 }];
  const message = composeInvitationMail(due, mailParts({ room }));
  const { to, head, mail } = await delivered(t, message);
  t.strictSame(to, ['li@example.org'], 'one recipient');
  t.notMatch(head, /^(bcc|cc)\b/im);
  t.equal(mail.subject, `Invitation: ${clean}`);
  t.strictSame(mail.from, { name: '', address: 'acquaint@example.org' }, 'a name with an address in it goes');
  t.strictSame(mail.to, [{ name: '', address: 'li@example.org' }]);
  t.strictSame(mail.replyTo, [{ name: '', address: 'ana@example.org' }]);
  t.notMatch(message.html, '<script');
  const object = message.calendar?.object ?? '';
  t.match(object.replaceAll('\r\n ', ''), `SUMMARY:${clean}\r\n`);
  t.match(object.replaceAll('\r\n ', ''), `LOCATION:${clean}\r\n`);
  t.notMatch(object, /^Bcc/m);
  for (const part of [message.text, message.html, object, message.subject]) {
    t.notMatch(part, /[\u202a-\u202e\u2066-\u2069\u2028\u2029]|(?![\r\n])\p{Cc}/u);
  }
});
