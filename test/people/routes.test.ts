import { eq } from 'drizzle-orm';
import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { idempotencyKeys, invitations, mailboxMessages, people } from '../../src/db/schema/index.ts';
import { storeMessage } from '../../src/platform/mailbox/store-message.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const ana = {
  email: 'Ana@Example.org',
  name: 'Ana Silva',
  unit: 'Finance',
  location: 'Nairobi',
  timeZone: 'Africa/Nairobi',
};

t.test('a person is added, shown, changed and erased', async (t) => {
  const { call, clock } = await createApp(t);
  const added = await call('POST', '/api/v1/people', { ...ana, languages: ['EN', 'sw'], grade: null });
  t.equal(added.statusCode, 201);
  const { id } = added.json();
  t.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  const person = {
    id,
    ...ana,
    email: 'Ana@example.org',
    grade: null,
    managerEmail: null,
    startedOn: null,
    languages: ['en', 'sw'],
    offers: [],
    asks: [],
    kind: 'staff',
    preferredLanguage: null,
    leftOn: null,
    pausedUntil: null,
    awayFrom: null,
    awayUntil: null,
    createdAt: '2026-11-02T08:00:00.000Z',
    updatedAt: '2026-11-02T08:00:00.000Z',
  };
  t.strictSame(added.json(), person);

  clock.advance(60_000);
  const changes = { unit: ' Legal ', offers: ['Contracts'], awayFrom: '2026-12-01', awayUntil: '2026-12-01' };
  const changed = await call('PATCH', `/api/v1/people/${id}`, changes);
  t.equal(changed.statusCode, 200);
  const after = { ...person, ...changes, unit: 'Legal', updatedAt: '2026-11-02T08:01:00.000Z' };
  t.strictSame(changed.json(), after);

  clock.advance(60_000);
  t.strictSame(
    (await call('PATCH', `/api/v1/people/${id}`, changes)).json(),
    after,
    'the same again is no change',
  );
  t.strictSame((await call('PATCH', `/api/v1/people/${id}`, {})).json(), after, 'nor is nothing');
  t.strictSame((await call('GET', `/api/v1/people/${id}`)).json(), after);

  const erased = await call('DELETE', `/api/v1/people/${id}`);
  t.equal(erased.statusCode, 204);
  t.equal(erased.body, '');
  for (const method of ['GET', 'PATCH', 'DELETE']) {
    const gone = await call(method, `/api/v1/people/${id}`, method === 'PATCH' ? {} : undefined);
    t.match({ status: gone.statusCode, code: gone.json().code }, { status: 404, code: 'not-found' }, method);
  }
});

t.test('a person is written to in the language chosen for them', async (t) => {
  const { call, deps } = await createApp(t);
  const [person] = await addPeople(deps, [{ languages: ['fr'] }]);
  const url = `/api/v1/people/${person?.id}`;
  const chosen = await call('PATCH', url, { preferredLanguage: 'ar' });
  t.match(chosen.json(), { preferredLanguage: 'ar', languages: ['fr'] });
  t.equal((await call('PATCH', url, { preferredLanguage: null })).json().preferredLanguage, null);
  const unknown = await call('PATCH', url, { preferredLanguage: 'de' });
  t.match(unknown.json(), { status: 400, errors: [{ pointer: '/preferredLanguage' }] });
});

t.test('a body that does not fit names every field that is wrong', async (t) => {
  const { call } = await createApp(t);
  const malformed = await call('POST', '/api/v1/people', { ...ana, unit: '', kind: 'robot', score: 1 });
  t.equal(malformed.statusCode, 400);
  t.strictSame(
    malformed
      .json()
      .errors.map((error: { pointer: string }) => error.pointer)
      .sort(),
    ['/kind', '/score', '/unit'],
  );
  const impossible = await call('POST', '/api/v1/people', {
    ...ana,
    name: 'Ana www.evil.example',
    timeZone: 'Mars/Base',
    managerEmail: 'x',
  });
  t.equal(impossible.statusCode, 422);
  t.strictSame(impossible.json().errors, [
    { pointer: '/name', message: 'must not hold an address or a link' },
    { pointer: '/timeZone', message: 'must be a time zone of the IANA database such as Africa/Nairobi' },
    {
      pointer: '/managerEmail',
      message: 'must be one plain e-mail address such as ana@example.org, at most 254 characters',
    },
  ]);
  for (const managerEmail of ['nobody@example.org', 'ANA@example.org']) {
    const answer = await call('POST', '/api/v1/people', { ...ana, managerEmail });
    t.match(answer.json(), { status: 422, errors: [{ pointer: '/managerEmail' }] }, managerEmail);
  }
});

t.test('a change is held against what is there', async (t) => {
  const { call, deps } = await createApp(t);
  const [person] = await addPeople(deps, [{ awayUntil: '2026-12-01' }]);
  if (!person) throw new Error('one person');
  const url = `/api/v1/people/${person.id}`;
  t.match((await call('PATCH', url, { awayFrom: '2026-12-02' })).json(), {
    status: 422,
    errors: [{ pointer: '/awayUntil', message: 'must not be before awayFrom' }],
  });
  t.match((await call('PATCH', url, { managerEmail: person.email.toUpperCase() })).json(), {
    status: 422,
    errors: [{ pointer: '/managerEmail' }],
  });
});

t.test('an address belongs to one person, whatever its case and however many ask at once', async (t) => {
  const { call, deps } = await createApp(t);
  const answers = await Promise.all(
    ['ana@example.org', 'ANA@example.org', 'Ana@Example.ORG', 'ana@example.org'].map((email) =>
      call('POST', '/api/v1/people', { ...ana, email }),
    ),
  );
  t.strictSame(answers.map((answer) => answer.statusCode).sort(), [201, 409, 409, 409]);
  const refused = answers.find((answer) => answer.statusCode === 409);
  t.match(refused?.json(), { code: 'email-taken', errors: [{ pointer: '/email' }] });

  const [other] = await addPeople(deps, 1);
  const moved = await call('PATCH', `/api/v1/people/${other?.id}`, { email: 'aNa@example.org' });
  t.match(moved.json(), { status: 409, code: 'email-taken' });
});

t.test(
  'those who name a manager follow a new address, and name nobody when the manager is erased',
  async (t) => {
    const { call, deps } = await createApp(t);
    const [boss] = await addPeople(deps, [{ email: 'Boss@example.org' }]);
    const added = await call('POST', '/api/v1/people', { ...ana, managerEmail: 'boss@example.org' });
    t.equal(added.json().managerEmail, 'boss@example.org');
    const show = async () => (await call('GET', `/api/v1/people/${added.json().id}`)).json().managerEmail;

    t.equal(
      (await call('PATCH', `/api/v1/people/${boss?.id}`, { email: 'chief@example.org' })).statusCode,
      200,
    );
    t.equal(await show(), 'chief@example.org');
    t.equal((await call('DELETE', `/api/v1/people/${boss?.id}`)).statusCode, 204);
    t.equal(await show(), null);
  },
);

t.test('erasing takes what is about the person and leaves the frozen figures of a gathering', async (t) => {
  const { call, deps } = await createApp(t);
  const [host, guest] = await addPeople(deps, 2);
  if (!host || !guest) throw new Error('two people');
  const outcome = { invited: 9, accepted: 8, attended: 7, pairsMet: 6, newPairShare: 1, mixRatio: 1 };
  const gathering = await addGathering(deps, { hostId: host.id, status: 'closed', outcome });
  await addInvitations(deps, gathering, [host, guest]);
  t.equal((await call('DELETE', `/api/v1/people/${host.id}`)).statusCode, 204);
  t.strictSame(
    (await deps.db.select().from(invitations)).map((row) => row.personId),
    [guest.id],
  );
  const [kept] = await deps.db.query.gatherings.findMany();
  t.strictSame({ hostId: kept?.hostId, outcome: kept?.outcome }, { hostId: null, outcome });
});

t.test(
  'erasing takes the mails that the built-in mailbox received for the person, and no others',
  async (t) => {
    const { call, deps } = await createApp(t);
    const [gone, stays] = await addPeople(deps, 2);
    if (!gone || !stays) throw new Error('two people');
    for (const { email } of [gone, stays]) {
      const raw = Buffer.from(`To: ${email}\nSubject: Come\n\nHello`);
      await storeMessage(deps.db, { from: '', to: [email.toUpperCase()], raw }, deps.now());
    }
    t.equal((await call('DELETE', `/api/v1/people/${gone.id}`)).statusCode, 204);
    t.strictSame(
      (await deps.db.select().from(mailboxMessages)).map((row) => row.envelopeTo),
      [[stays.email.toUpperCase()]],
    );
  },
);

t.test('a list is filtered and paged, at one query whatever its length', async (t) => {
  const { call, deps, queries } = await createApp(t);
  const list = async (query = '') => {
    queries.length = 0;
    const answer = await call('GET', `/api/v1/people${query}`);
    return { ...answer.json(), status: answer.statusCode, queries: queries.length };
  };
  await addPeople(deps, [{ name: 'Zoë 100% Müller_Ø', unit: 'Finance', location: 'Lima' }]);
  const one = await list();
  t.equal(one.items.length, 1);
  await addPeople(deps, [
    { name: 'ÅSA Berg', unit: 'Finance', location: 'Porto' },
    { name: 'Li', email: 'li.special@example.org', unit: 'Legal', location: 'Lima' },
  ]);
  const three = await list();
  t.equal(three.items.length, 3);
  t.equal(three.queries, one.queries);
  t.equal(three.nextCursor, null);

  const names = async (query: string) => (await list(query)).items.map((item: { name: string }) => item.name);
  t.strictSame(await names('?unit=Finance'), ['Zoë 100% Müller_Ø', 'ÅSA Berg']);
  t.strictSame(await names('?unit=Finance&location=Lima'), ['Zoë 100% Müller_Ø']);
  t.strictSame(await names('?unit=Fin'), []);
  t.strictSame(await names('?q=mu%CC%88ller'), ['Zoë 100% Müller_Ø'], 'decomposed letters');
  t.strictSame(await names('?q=%C3%A5sa'), ['ÅSA Berg'], 'any case');
  t.strictSame(await names('?q=LI.SPECIAL@'), ['Li'], 'an address');
  for (const wild of ['0%25', '_']) t.strictSame(await names(`?q=${wild}`), ['Zoë 100% Müller_Ø'], wild);
  t.strictSame(await names('?q=%5C'), []);

  const first = await list('?limit=2');
  t.equal(first.items.length, 2);
  const second = await list(`?limit=2&cursor=${first.nextCursor}`);
  t.strictSame([...first.items, ...second.items], three.items);
  t.equal(second.nextCursor, null);

  for (const query of ['?cursor=x', '?limit=0', '?limit=101', '?q=', '?q=%00', '?sort=name']) {
    t.equal((await list(query)).status, 400, query);
  }
});

t.test('units and locations are listed by name, each once', async (t) => {
  const { call, deps } = await createApp(t);
  await addPeople(deps, [
    { unit: 'b', location: 'Zürich' },
    { unit: 'Ä', location: 'Zürich' },
    { unit: 'a', location: '東京' },
    { unit: 'B', location: '東京' },
    { unit: 'b', location: '東京' },
  ]);
  t.strictSame((await call('GET', '/api/v1/locations')).json(), {
    items: [{ name: 'Zürich' }, { name: '東京' }],
    nextCursor: null,
  });
  const names: string[] = [];
  let query = '?limit=2';
  for (let pages = 0; pages < 3 && query !== ''; pages += 1) {
    const { items, nextCursor } = (await call('GET', `/api/v1/units${query}`)).json();
    names.push(...items.map((item: { name: string }) => item.name));
    query = nextCursor === null ? '' : `?limit=2&cursor=${nextCursor}`;
  }
  t.strictSame(names, ['B', 'a', 'b', 'Ä']);
  for (const cursor of ['', 'AA', 'gA']) {
    t.equal((await call('GET', `/api/v1/units?cursor=${cursor}`)).json().code, 'bad-cursor', cursor);
  }
});

t.test('admins write, organisers read, people see themselves, nobody else sees anything', async (t) => {
  const { call, deps, app } = await createApp(t);
  const organiser = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'organiser', role: 'organiser' }, deps.now()),
  );
  const [self, other] = await addPeople(deps, 2);
  if (!self || !other) throw new Error('two people');
  const session = await addSession(deps, self);
  const requests: [string, string, object | undefined, number, number, number][] = [
    // method, path, body; status for the organiser, for the person, for no credential
    ['GET', '/people', undefined, 200, 403, 401],
    ['GET', '/units', undefined, 200, 403, 401],
    ['GET', '/locations', undefined, 200, 403, 401],
    ['GET', `/people/${self.id}`, undefined, 200, 200, 401],
    ['GET', `/people/${other.id}`, undefined, 200, 404, 401],
    ['POST', '/people', ana, 403, 403, 401],
    ['PATCH', `/people/${self.id}`, { unit: 'Legal' }, 403, 403, 401],
    ['DELETE', `/people/${self.id}`, undefined, 403, 403, 401],
  ];
  for (const [method, path, body, forOrganiser, forPerson, forNobody] of requests) {
    const url = `/api/v1${path}`;
    t.equal(
      (await call(method, url, body, organiser.key)).statusCode,
      forOrganiser,
      `organiser ${method} ${path}`,
    );
    const asPerson = await app.inject({
      method: method as 'GET',
      url,
      headers: session,
      ...(body === undefined ? {} : { payload: body }),
    });
    t.equal(asPerson.statusCode, forPerson, `person ${method} ${path}`);
    t.equal((await call(method, url, body, null)).statusCode, forNobody, `nobody ${method} ${path}`);
  }
  const [unchanged] = await deps.db.select().from(people).where(eq(people.id, self.id));
  t.equal(unchanged?.unit, self.unit);
});

t.test('the same Idempotency-Key adds one person and gives one answer', async (t) => {
  const { app, adminKey, deps } = await createApp(t);
  const add = (body: object) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/people',
      headers: { authorization: `Bearer ${adminKey}`, 'idempotency-key': 'one' },
      payload: body,
    });
  const first = await add(ana);
  const second = await add(ana);
  t.equal(first.statusCode, 201);
  t.equal(second.statusCode, 201);
  t.strictSame(second.json(), first.json());
  t.match((await add({ ...ana, unit: 'Legal' })).json(), { status: 422, code: 'idempotency-key-reused' });
  await app.inject({
    method: 'DELETE',
    url: `/api/v1/people/${first.json().id}`,
    headers: { authorization: `Bearer ${adminKey}` },
  });
  t.equal(await deps.db.$count(idempotencyKeys), 0, 'nor does a stored answer outlive the person');
});
