import { eq } from 'drizzle-orm';
import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { gatherings } from '../../src/db/schema/index.ts';
import { lengthOf } from '../../src/gatherings/agenda.ts';
import { FORMAT_NAMES } from '../../src/gatherings/formats/format.ts';
import { FORMATS } from '../../src/gatherings/formats/index.ts';
import type { GatheringAnswer } from '../../src/gatherings/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

type ProblemAnswer = { code: string; errors: { pointer: string; message: string }[] };

/** An application with three people, and a plan that the first of them hosts. */
async function setUp(t: Parameters<typeof createApp>[0]) {
  const parts = await createApp(t);
  const [ana, ben, caro] = await addPeople(parts.deps, 3);
  if (!ana || !ben || !caro) throw new Error('people are missing');
  const plan = {
    format: 'town-hall',
    title: 'All hands',
    start: '2026-12-03T14:00:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 90,
    hostId: ana.id,
    audience: { everyone: true },
  };
  const schedule = (changes: object = {}, key?: string | null) =>
    parts.call('POST', '/api/v1/gatherings', { ...plan, ...changes }, key);
  return { ...parts, ana, ben, caro, plan, schedule };
}

t.test(
  'a scheduled gathering comes back with every field that was sent and all that follows from it',
  async (t) => {
    const { ana, ben, plan, schedule, call, deps } = await setUp(t);
    const full = {
      ...plan,
      purpose: 'Questions to those who lead.\nBring yours.',
      place: 'Baobab hall',
      onlineUrl: 'https://meet.example.org/all-hands?x=1',
      capacity: 200,
      facilitatorId: ben.id,
      audience: { units: ['Finance'], locations: ['Porto'], personIds: [ana.id] },
      mixing: { tableSize: 6, rounds: 2 },
    };
    const response = await schedule(full);
    t.equal(response.statusCode, 201);
    const gathering = response.json<GatheringAnswer>();
    t.match(gathering, {
      ...full,
      id: /^[0-9a-f-]{36}$/,
      startsAt: '2026-12-03T11:00:00.000Z',
      endsAt: '2026-12-03T12:30:00.000Z',
      startResolution: 'exact',
      startNote: null,
      status: 'scheduled',
      cancelReason: null,
      createdAt: deps.now().toISOString(),
      updatedAt: deps.now().toISOString(),
      warnings: [],
    });
    t.same(gathering.agenda, FORMATS['town-hall'].agenda(90));
    const shown = await call('GET', `/api/v1/gatherings/${gathering.id}`);
    t.equal(shown.statusCode, 200);
    t.same(shown.json(), gathering);
  },
);

t.test('what is left out is null, and no capacity is no limit', async (t) => {
  const { schedule } = await setUp(t);
  const empty = {
    purpose: null,
    place: null,
    onlineUrl: null,
    capacity: null,
    facilitatorId: null,
    mixing: null,
  };
  t.match((await schedule()).json(), empty);
  t.match((await schedule({ ...empty, purpose: ' ', place: '' })).json(), empty, 'as empty texts are');
});

t.test('every format can be scheduled at its default length, with an agenda of that length', async (t) => {
  const { schedule } = await setUp(t);
  for (const format of FORMAT_NAMES) {
    const { defaultDurationMinutes: durationMinutes } = FORMATS[format];
    const response = await schedule({ format, durationMinutes });
    t.equal(response.statusCode, 201, format);
    const { agenda } = response.json<GatheringAnswer>();
    t.equal(lengthOf(agenda as Parameters<typeof lengthOf>[0]), durationMinutes, format);
  }
});

t.test('a format points out what is unusual and refuses what cannot work', async (t) => {
  const { schedule } = await setUp(t);
  const standUp = { format: 'stand-up', durationMinutes: 15 };
  const warned = await schedule(standUp);
  t.equal(warned.statusCode, 201);
  t.same(warned.json<GatheringAnswer>().warnings, [
    {
      code: 'no-limit',
      message: 'Stand-up: at this length it holds 10 people, and no limit is set.',
      remedy: 'Set the capacity to 10.',
    },
  ]);
  t.same((await schedule({ ...standUp, capacity: 10 })).json<GatheringAnswer>().warnings, []);
  const tooMany = await schedule({ ...standUp, capacity: 30 });
  t.equal(tooMany.statusCode, 422);
  t.match(tooMany.json<ProblemAnswer>(), {
    errors: [{ pointer: '/capacity', message: /10 people can speak.*\(stand-up-no-time-to-speak\)/ }],
  });

  const refused = await schedule({ ...standUp, durationMinutes: 30 });
  t.equal(refused.statusCode, 422);
  t.match(refused.json<ProblemAnswer>(), {
    code: 'impossible',
    errors: [{ pointer: '/durationMinutes', message: /at most 15 minutes.*\(too-long\)/ }],
  });
});

t.test(
  'a start that the clocks skip or repeat is read as RFC 5545 §3.3.5 says, and the answer tells',
  async (t) => {
    const { schedule } = await setUp(t);
    const cases = [
      [
        'America/New_York',
        '2027-03-14T02:30:00',
        '2027-03-14T07:30:00.000Z',
        'gap',
        /skip 02:30; it begins at 03:30/,
      ],
      [
        'America/New_York',
        '2027-11-07T01:30:00',
        '2027-11-07T05:30:00.000Z',
        'first-of-two',
        /01:30 comes twice/,
      ],
      ['America/New_York', '2027-03-14T03:00:00', '2027-03-14T07:00:00.000Z', 'exact', null],
      [
        'Australia/Lord_Howe',
        '2027-10-03T02:15:00',
        '2027-10-02T15:45:00.000Z',
        'gap',
        /skip 02:15; it begins at 02:45/,
      ],
      [
        'Australia/Lord_Howe',
        '2027-04-04T01:45:00',
        '2027-04-03T14:45:00.000Z',
        'first-of-two',
        /comes twice/,
      ],
    ] as const;
    for (const [timeZone, start, startsAt, startResolution, startNote] of cases) {
      const response = await schedule({ timeZone, start });
      t.equal(response.statusCode, 201, start);
      t.match(response.json(), { timeZone, start, startsAt, startResolution, startNote }, start);
    }
  },
);

t.test('a start may leave out its seconds, and is answered with them', async (t) => {
  const { schedule } = await setUp(t);
  t.equal(
    (await schedule({ start: '2026-12-03T14:00' })).json<GatheringAnswer>().start,
    '2026-12-03T14:00:00',
  );
});

t.test('a start with an offset is refused with what to write instead', async (t) => {
  const { schedule } = await setUp(t);
  for (const start of ['2026-12-03T14:00:00Z', '2026-12-03T14:00:00+03:00', '2026-12-03', 'tomorrow', '']) {
    const response = await schedule({ start });
    t.equal(response.statusCode, 400, start);
    t.match(response.json(), {
      code: 'validation-failed',
      errors: [{ pointer: '/start', message: /without Z or offset; its zone goes into timeZone/ }],
    });
  }
});

t.test('what cannot be is refused by the field that is wrong', async (t) => {
  const { ana, ben, schedule, deps } = await setUp(t);
  const nobody = '01900000-0000-7000-8000-000000000000';
  const [gone] = await addPeople(deps, [{ leftOn: '2026-12-03' }]);
  const cases: [changes: object, pointer: string][] = [
    [{ start: '2026-02-30T10:00:00' }, '/start'],
    [{ start: '2026-11-02T11:00:00' }, '/start'],
    [{ timeZone: 'Mars/Base' }, '/timeZone'],
    [{ title: '   ' }, '/title'],
    [{ title: 'two\nlines' }, '/title'],
    [{ title: 'turned \u202e round' }, '/title'],
    [{ purpose: 'a bell \u0007' }, '/purpose'],
    [{ place: 'Room\r\nATTENDEE:x' }, '/place'],
    [{ onlineUrl: 'javascript:alert(1)' }, '/onlineUrl'],
    [{ onlineUrl: 'https://meet.example.org/\nX' }, '/onlineUrl'],
    [{ onlineUrl: 'https://user:secret@meet.example.org/' }, '/onlineUrl'],
    [{ onlineUrl: 'meet.example.org' }, '/onlineUrl'],
    [{ hostId: nobody }, '/hostId'],
    [{ hostId: gone?.id }, '/hostId'],
    [{ facilitatorId: nobody }, '/facilitatorId'],
    [{ audience: {} }, '/audience'],
    [{ audience: { units: [], personIds: [] } }, '/audience'],
    [{ audience: { everyone: true, units: ['Finance'] } }, '/audience'],
    [{ audience: { units: ['Finance', 'Nowhere'] } }, '/audience/units/1'],
    [{ audience: { locations: ['Atlantis'] } }, '/audience/locations/0'],
    [{ audience: { personIds: [ana.id, ben.id, nobody] } }, '/audience/personIds/2'],
  ];
  for (const [changes, pointer] of cases) {
    const response = await schedule(changes);
    t.equal(response.statusCode, 422, JSON.stringify(changes));
    const { code, errors } = response.json<ProblemAnswer>();
    t.same([code, errors.map((error) => error.pointer)], ['impossible', [pointer]], JSON.stringify(changes));
  }
  t.same(await deps.db.select().from(gatherings), [], 'nothing was scheduled');
});

t.test('everything that is wrong is named at once', async (t) => {
  const { schedule } = await setUp(t);
  const texts = await schedule({ title: '\u0001', place: '\u0001', timeZone: 'x' });
  t.same(
    texts.json<ProblemAnswer>().errors.map(({ pointer }) => pointer),
    ['/title', '/place', '/timeZone'],
  );
  const facts = await schedule({ start: '2020-01-01T10:00', audience: { units: ['x'], locations: ['y'] } });
  t.same(
    facts.json<ProblemAnswer>().errors.map(({ pointer }) => pointer),
    ['/start', '/audience/units/0', '/audience/locations/0'],
  );
});

t.test('what does not fit the schema is a 400 that points at the field', async (t) => {
  const { schedule } = await setUp(t);
  const cases: [changes: object, pointer: string][] = [
    [{ format: 'hackathon' }, '/format'],
    [{ title: undefined }, '/title'],
    [{ title: 'x'.repeat(201) }, '/title'],
    [{ durationMinutes: 4 }, '/durationMinutes'],
    [{ durationMinutes: 2_881 }, '/durationMinutes'],
    [{ durationMinutes: '90' }, '/durationMinutes'],
    [{ capacity: 0 }, '/capacity'],
    [{ hostId: 'ana' }, '/hostId'],
    [{ audience: { everyone: false } }, '/audience/everyone'],
    [{ mixing: { tableSize: 1, rounds: 1 } }, '/mixing/tableSize'],
    [{ mixing: { tableSize: 6, rounds: 21 } }, '/mixing/rounds'],
    [{ score: 1 }, '/score'],
  ];
  for (const [changes, pointer] of cases) {
    const response = await schedule(changes);
    t.equal(response.statusCode, 400, JSON.stringify(changes));
    t.equal(response.json<ProblemAnswer>().errors[0]?.pointer, pointer, JSON.stringify(changes));
  }
});

t.test('an organiser may schedule, a member may not, and nobody without a credential', async (t) => {
  const { app, deps, ben, plan, schedule } = await setUp(t);
  const { key } = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'organiser', role: 'organiser' }, deps.now()),
  );
  t.equal((await schedule({}, key)).statusCode, 201);
  t.equal((await schedule({}, null)).statusCode, 401);
  const headers = await addSession(deps, ben);
  const member = await app.inject({ method: 'POST', url: '/api/v1/gatherings', payload: plan, headers });
  t.equal(member.statusCode, 403);
  const [organiser] = await addPeople(deps, [{ role: 'organiser' }]);
  if (!organiser) throw new Error('nobody was added');
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/gatherings',
    payload: plan,
    headers: await addSession(deps, organiser),
  });
  t.equal(signedIn.statusCode, 201);
  t.equal(signedIn.json<GatheringAnswer>().createdBy, organiser.id);
});

t.test('the same Idempotency-Key schedules once', async (t) => {
  const { app, adminKey, plan, deps } = await setUp(t);
  const request = () =>
    app.inject({
      method: 'POST',
      url: '/api/v1/gatherings',
      payload: plan,
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'once' },
    });
  const first = await request();
  const second = await request();
  t.equal(second.statusCode, 201);
  t.same(second.json(), first.json());
  const { id } = first.json<GatheringAnswer>();
  t.equal((await deps.db.select().from(gatherings)).length, 1);
  t.equal((await deps.db.select().from(gatherings).where(eq(gatherings.id, id))).length, 1);
});

t.test('the formats are listed with what they need', async (t) => {
  const { call } = await setUp(t);
  const response = await call('GET', '/api/v1/formats');
  t.equal(response.statusCode, 200);
  const { items, nextCursor } = response.json<{ items: { name: string }[]; nextCursor: null }>();
  t.equal(nextCursor, null);
  t.same(
    items.map(({ name }) => name),
    FORMAT_NAMES,
  );
  t.match(
    items.find(({ name }) => name === 'town-hall'),
    {
      title: 'Town hall',
      defaultDurationMinutes: 90,
      defaultCapacity: null,
      grouping: { tableSize: 6, rounds: 1, roundMinutes: 15 },
      agenda: FORMATS['town-hall'].agenda(90),
    },
  );
});
