import { eq } from 'drizzle-orm';
import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import {
  type Gathering,
  gatherings,
  type Invitation,
  invitations,
  mails,
  type Person,
} from '../../src/db/schema/index.ts';
import { cancel } from '../../src/gatherings/cancel.ts';
import { reschedule } from '../../src/gatherings/reschedule.ts';
import { oweMails } from '../../src/mail/owe-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps, type TestDeps } from '../fixtures/create-app.ts';
import { createSink, type Sink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

const HOUR_MS = 3_600_000;
const ALL = { noAnswer: true, dayBefore: true, hourBefore: true };

type Stage = TestDeps & {
  sink: Sink;
  gathering: Gathering;
  invited: Invitation[];
  /** Moves the clock to this instant by whole hours, with everything a worker does in between. */
  liveTo(instant: string): Promise<void>;
  /** What arrived since the last call, by time: when (UTC), reader, subject. */
  arrived(): Promise<string[]>;
};

/** Invited on Monday 30 November at 08:00 UTC to a gathering on Thursday 3 December, 14:00 in Nairobi (11:00 UTC). */
async function stage(t: Test, people: Partial<Person>[], fields: Partial<Gathering> = {}): Promise<Stage> {
  const sink = await createSink(t);
  const parts = await createDeps(t, { smtpUrl: sink.url });
  const { deps, clock } = parts;
  clock.set('2026-11-30T08:00:00Z');
  const guests = await addPeople(deps, people);
  const gathering = await addGathering(deps, { reminders: ALL, ...fields });
  const invited = await addInvitations(deps, gathering, guests);
  const owed = invited.map(({ id, personId }) => ({
    kind: 'invitation' as const,
    personId,
    invitationId: id,
  }));
  await deps.db.transaction((tx) =>
    oweMails(
      tx,
      owed.map((mail) => ({ ...mail, sequence: 0 })),
      deps.now(),
    ),
  );
  await work(deps);
  let seen = sink.received.length;
  return {
    ...parts,
    sink,
    gathering,
    invited,
    async liveTo(instant) {
      for (const end = Date.parse(instant); clock.now().getTime() < end; ) {
        clock.advance(Math.min(HOUR_MS, end - clock.now().getTime()));
        await keepTime(deps);
        await keepTime(deps);
        await work(deps);
      }
    },
    async arrived() {
      const all = await sink.parsed();
      const fresh = all.slice(seen);
      seen = all.length;
      const lines = fresh.map(({ date, to, subject }) => {
        const at = (date ?? '').slice('2026-'.length, '2026-12-02T11:00'.length).replace('T', ' ');
        return `${at} ${to?.[0]?.name} ${subject}`;
      });
      return lines.sort();
    },
  };
}

async function answerAs({ deps }: Stage, invitation: Invitation | undefined, answer: Invitation['answer']) {
  await deps.db
    .update(invitations)
    .set({ answer, answeredAt: deps.now() })
    .where(eq(invitations.id, invitation?.id ?? ''));
}

t.test('each reminder comes once, at its time, to those whom it concerns', async (t) => {
  const scene = await stage(
    t,
    ['Ana', 'Ben', 'Carla', 'Dai'].map((name) => ({ name })),
  );
  const [ana, ben, carla] = scene.invited;
  await scene.liveTo('2026-11-30T12:00:00Z');
  await answerAs(scene, ana, 'accepted');
  await answerAs(scene, ben, 'declined');
  await answerAs(scene, carla, 'tentative');
  t.strictSame(await scene.arrived(), []);
  await scene.liveTo('2026-12-03T13:00:00Z');
  t.strictSame(await scene.arrived(), [
    // Half way is half past midnight in Nairobi: it waits until seven.
    '12-02 04:00 Dai Will you come? Lunch with strangers',
    '12-02 11:00 Ana Coming up: Lunch with strangers',
    '12-03 10:00 Ana Soon: Lunch with strangers',
  ]);
  const automatic = (await scene.sink.parsed()).slice(-3);
  for (const mail of automatic) {
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    t.equal(header('auto-submitted'), 'auto-generated');
    t.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
    t.match(mail.text, /http:\/\/acquaint\.test\/r\/[\w-]{32}/, 'the link to answer is in it');
  }
});

t.test('the organiser chooses which reminders go out', async (t) => {
  const none = { noAnswer: false, dayBefore: false, hourBefore: false };
  const scene = await stage(t, [{ name: 'Ana' }, { name: 'Ben' }], { reminders: none });
  await answerAs(scene, scene.invited[0], 'accepted');
  await scene.liveTo('2026-12-03T13:00:00Z');
  t.strictSame(await scene.arrived(), []);
});

t.test(
  'nobody is reminded who declined, left, takes a break, or came in after the reminder’s time',
  async (t) => {
    const scene = await stage(t, [
      { name: 'Declines' },
      { name: 'Leaves', leftOn: '2026-12-02' },
      { name: 'Paused', pausedUntil: '2026-12-31' },
      { name: 'Late' },
    ]);
    const [declines, leaves, paused, late] = scene.invited;
    for (const invitation of [declines, leaves, paused]) await answerAs(scene, invitation, 'accepted');
    await answerAs(scene, late, 'tentative');
    await scene.liveTo('2026-12-02T10:00:00Z');
    await answerAs(scene, declines, 'declined');
    await scene.liveTo('2026-12-02T12:00:00Z');
    await answerAs(scene, late, 'accepted');
    await scene.liveTo('2026-12-03T13:00:00Z');
    t.strictSame(await scene.arrived(), ['12-03 10:00 Late Soon: Lunch with strangers']);
  },
);

t.test('in the night of a reader nothing comes, but what is held in the night itself', async (t) => {
  const lima = { timeZone: 'America/Lima' };
  const apia = { timeZone: 'Pacific/Apia' };
  const scene = await stage(t, [
    { name: 'Six in the morning', ...lima },
    { name: 'Midnight', ...apia },
  ]);
  for (const invitation of scene.invited) await answerAs(scene, invitation, 'accepted');
  await scene.liveTo('2026-12-03T13:00:00Z');
  t.strictSame(await scene.arrived(), [
    '12-02 12:00 Six in the morning Coming up: Lunch with strangers',
    '12-02 18:00 Midnight Coming up: Lunch with strangers',
    '12-03 10:00 Midnight Soon: Lunch with strangers',
    '12-03 10:00 Six in the morning Soon: Lunch with strangers',
  ]);
});

t.test('a gathering that moves is reminded of at its new time, a cancelled one never', async (t) => {
  const scene = await stage(t, [{ name: 'Ana' }]);
  const { deps } = scene;
  await answerAs(scene, scene.invited[0], 'accepted');
  await scene.liveTo('2026-12-02T20:00:00Z');
  t.strictSame(await scene.arrived(), ['12-02 11:00 Ana Coming up: Lunch with strangers']);
  await deps.db.transaction((tx) =>
    reschedule(tx, scene.gathering, { start: '2026-12-07T14:00:00' }, deps.now()),
  );
  await scene.liveTo('2026-12-06T20:00:00Z');
  t.strictSame(await scene.arrived(), [
    '12-02 21:00 Ana Changed: Lunch with strangers',
    '12-06 11:00 Ana Coming up: Lunch with strangers',
  ]);
  const [moved] = await deps.db.select().from(gatherings);
  await deps.db.transaction((tx) => cancel(tx, moved ?? scene.gathering, null, deps.now()));
  await scene.liveTo('2026-12-07T13:00:00Z');
  t.strictSame(await scene.arrived(), ['12-06 21:00 Ana Cancelled: Lunch with strangers']);
});

t.test('a worker that was away sends late what is still of use, and once', async (t) => {
  const scene = await stage(t, [{ name: 'Ana' }, { name: 'Ben' }]);
  const { deps, clock } = scene;
  await answerAs(scene, scene.invited[0], 'accepted');
  clock.set('2026-12-03T07:00:00Z');
  await Promise.all([keepTime(deps), keepTime(deps), keepTime(deps)]);
  await work(deps);
  t.strictSame(await scene.arrived(), [
    '12-03 07:00 Ana Coming up: Lunch with strangers',
    '12-03 07:00 Ben Will you come? Lunch with strangers',
  ]);
  clock.set('2026-12-03T10:59:00Z');
  await keepTime(deps);
  await work(deps);
  t.strictSame(await scene.arrived(), ['12-03 10:59 Ana Soon: Lunch with strangers']);
  clock.set('2026-12-03T11:00:00Z');
  await keepTime(deps);
  t.equal((await deps.db.select().from(mails)).length, 5);
});
