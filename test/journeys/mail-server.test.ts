import t from 'tap';

import { listenForMail } from '../../src/inbound/listen-for-mail.ts';
import { createMailer } from '../../src/mail/transport.ts';
import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import { calendarJudges } from '../fixtures/calendar-judges.ts';
import { createApp } from '../fixtures/create-app.ts';
import { INBOUND } from '../fixtures/inbound.ts';
import { mailServer } from '../fixtures/mail-server.ts';
import { until } from '../fixtures/until.ts';
import { work } from '../fixtures/work.ts';

/** Two programs and 500 mails take their time where other tests run beside. */
t.setTimeout(600_000);
const WAIT_MAX_MS = 120_000;

const INVITED = 500;
/** Every 25th address does not exist, every 50th belongs to a server that takes nothing for now. */
const GONE_EVERY = 25;
const BUSY_EVERY = 50;
const HOUR_MS = 3_600_000;
/** How long a soft bounce waits before the same mail goes out again. */
const WAITS_HOURS = [1, 6, 24];

function addressOf(i: number): string {
  if (i % BUSY_EVERY === 1) return `busy-${i}@soft.test`;
  if (i % GONE_EVERY === 0) return `gone-${i}@bounce.test`;
  // One mailbox holds them all, each under the address that it was sent to.
  return `guest+${i}@example.net`;
}
type Listed = { personId: string; deliveryError: string | null };

const addresses = Array.from({ length: INVITED }, (_, i) => addressOf(i));
const good = addresses.filter((address) => address.endsWith('@example.net'));
const gone = addresses.filter((address) => address.endsWith('@bounce.test'));
const busy = addresses.filter((address) => address.endsWith('@soft.test'));

/** The calendar parts of a message, decoded: as the body's alternative and as the file. */
function calendarsIn(raw: Buffer): string[] {
  const parts = raw.toString('latin1').split(/\r?\n--[^\r\n]+\r?\n/);
  return parts.flatMap((part) => {
    const [head = '', body = ''] = part.split(/\r?\n\r?\n/, 2);
    return /^content-type: (text\/calendar|application\/ics)/im.test(head)
      ? Buffer.from(body, 'base64').toString('utf8')
      : [];
  });
}

/** The Delivered-To of Dovecot names the mailbox; To is the address that we wrote. */
const toOf = (raw: Buffer) =>
  /^To:[^\r\n]*?<?([^\s<>]+@[^\s<>]+?)>?\r?$/m.exec(raw.toString('latin1'))?.[1] ?? '';

t.test(
  'Postfix and Dovecot carry a round of 500, and what comes back marks the right invitations',
  async (t) => {
    const { deps, clock, call } = await createApp(t, { inbound: INBOUND });
    const listener = await listenForMail(deps, 0);
    t.teardown(() => listener.close());
    const server = await mailServer(t, { domain: INBOUND.domain, port: listener.port });
    if (!server) return;
    const mailer = createMailer(server.url);
    t.teardown(() => mailer.close());
    const sent = new Map<string, string | undefined>();
    deps.mailer = {
      ...mailer,
      send(message) {
        sent.set(message.to.address, message.calendar?.object);
        return mailer.send(message);
      },
    };

    const people = await addPeople(
      deps,
      addresses.map((email) => ({ email, name: `Zoë ${email.split('@')[0]}` })),
    );
    const gathering = await addGathering(deps, { title: 'Café, “ça va”; 昼食 \u{1F35D}' });
    const url = `/api/v1/gatherings/${gathering.id}/invitations`;
    t.equal((await call('POST', url, { personIds: people.map(({ id }) => id) })).statusCode, 202);
    await work(deps);
    const emailOf = new Map(people.map(({ id, email }) => [id, email]));
    const inState = async (delivery: string) => {
      const found: Listed[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: Listed[]; nextCursor: string | null } = (
          await call('GET', `${url}?limit=100&delivery=${delivery}${cursor && `&cursor=${cursor}`}`)
        ).json();
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      return found;
    };
    const who = async (delivery: string) =>
      (await inState(delivery)).map(({ personId }) => emailOf.get(personId)).sort();
    /** Reads what has come in until so many invitations are in this state. */
    const untilState = (delivery: string, count: number) =>
      until(
        `${count} invitations ${delivery}`,
        async () => {
          await work(deps);
          return (await inState(delivery)).length >= count;
        },
        WAIT_MAX_MS,
      );

    await until(
      'a mail for each good address',
      () => server.count('guest@example.net', 'Invites') >= good.length,
      WAIT_MAX_MS,
    );
    await untilState('bounced', gone.length);
    await untilState('queued', busy.length);
    const arrived = server.mailbox('guest@example.net', 'Invites');
    t.strictSame(
      arrived.map(toOf).sort(),
      [...good].sort(),
      'one mail for each good address, filed as an invitation',
    );
    t.strictSame(server.mailbox('guest@example.net'), [], 'and no other mail');

    t.strictSame(await who('bounced'), [...gone].sort());
    t.strictSame(await who('queued'), [...busy].sort(), 'those that may take it later are tried again');
    t.strictSame(await who('sent'), [...good].sort());
    for (const { deliveryError } of await inState('bounced')) {
      t.match(deliveryError ?? '', /^The mail came back: .*\(5\.\d\.\d /);
      t.notMatch(deliveryError ?? '', /@/);
    }

    for (const raw of arrived) {
      const object = sent.get(toOf(raw));
      t.strictSame(calendarsIn(raw), [object, object], 'both calendar parts arrive byte for byte');
    }
    const judges = calendarJudges(t);
    for (const raw of judges ? arrived.slice(0, 3) : []) {
      const found = judges?.libical(calendarsIn(raw)[0] ?? '') ?? [];
      t.match(found[0], /REQUEST/);
      t.equal(found.at(-1), 'ERRORS 0');
    }

    for (const hours of WAITS_HOURS) {
      clock.advance(hours * HOUR_MS);
      await work(deps);
      await until(
        'all that may be tried again came back',
        async () => {
          await work(deps);
          const sent = await deps.db.query.mails.findMany({
            columns: { id: true },
            where: (mail, { eq }) => eq(mail.delivery, 'sent'),
          });
          return sent.length === good.length;
        },
        WAIT_MAX_MS,
      );
    }
    t.strictSame(
      await who('bounced'),
      [...gone, ...busy].sort(),
      'after three more attempts they are given up',
    );
    for (const { deliveryError } of await inState('bounced'))
      t.match(deliveryError ?? '', /^The mail came back: /);
  },
);
