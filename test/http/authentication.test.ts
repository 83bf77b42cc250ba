import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { newToken } from '../../src/token.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp, PUBLIC_URL } from '../fixtures/create-app.ts';

t.test('without a valid credential there is a 401 that says how to come by one', async (t) => {
  const { app, adminKey } = await createApp(t);
  for (const headers of [
    {},
    { authorization: `Bearer acq_${newToken()}` },
    { authorization: 'Bearer' },
    { authorization: `Basic ${adminKey}` },
    { authorization: adminKey },
    { authorization: `Bearer ${adminKey}x` },
    { cookie: `acquaint_session=${newToken()}` },
    { cookie: 'acquaint_session=%00' },
    { cookie: `acquaint_session=${adminKey}` },
  ]) {
    const answer = await app.inject({ url: '/api/v1/people', headers });
    t.equal(answer.statusCode, 401);
    t.equal(answer.headers['www-authenticate'], 'Bearer realm="acquaint"');
    t.equal(answer.json().code, 'unauthenticated');
  }
});

t.test('a wrong key is not made good by a session', async (t) => {
  const { app, deps } = await createApp(t);
  const [person] = await addPeople(deps, [{ role: 'admin' }]);
  if (!person) throw new Error('nobody added');
  const session = await addSession(deps, person);
  t.equal((await app.inject({ url: '/api/v1/people', headers: session })).statusCode, 200);
  const both = { ...session, authorization: `Bearer ${newToken()}` };
  t.equal((await app.inject({ url: '/api/v1/people', headers: both })).statusCode, 401);
});

t.test('a role opens what it may and no more', async (t) => {
  const { call, deps } = await createApp(t);
  const { key } = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'organiser', role: 'organiser' }, deps.now()),
  );
  t.equal((await call('GET', '/api/v1/people', undefined, key)).statusCode, 200);
  const refused = await call('GET', '/api/v1/api-keys', undefined, key);
  t.equal(refused.statusCode, 403);
  t.match(refused.json(), { code: 'forbidden', detail: 'This needs the role admin.' });
});

t.test('under a session only our own pages change anything', async (t) => {
  const { app, deps } = await createApp(t);
  const [person] = await addPeople(deps, [{ role: 'admin' }]);
  if (!person) throw new Error('nobody added');
  const session = await addSession(deps, person);
  const send = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/api-keys',
      headers: { ...session, host: 'acquaint.test', ...headers },
      payload: { name: 'x', role: 'organiser' },
    });
  const refused: Record<string, string>[] = [
    { origin: 'https://elsewhere.test' },
    { origin: 'null' },
    { origin: 'nonsense' },
    { origin: 'https://evil-acquaint.test' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: PUBLIC_URL },
  ];
  for (const headers of refused) {
    const answer = await send(headers);
    t.equal(answer.statusCode, 403, JSON.stringify(headers));
    t.equal(answer.json().code, 'cross-site-request');
  }
  const taken: Record<string, string>[] = [
    {},
    { origin: PUBLIC_URL },
    { origin: 'https://acquaint.test' },
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
  ];
  for (const headers of taken) t.equal((await send(headers)).statusCode, 201, JSON.stringify(headers));
  const read = await app.inject({
    url: '/api/v1/people',
    headers: { ...session, origin: 'https://elsewhere.test' },
  });
  t.equal(read.statusCode, 200);
  t.equal(read.headers['access-control-allow-origin'], undefined, 'which the other site cannot read');
});

t.test('answers of the API are kept by nobody and taken for nothing else', async (t) => {
  const { call } = await createApp(t);
  for (const answer of [
    await call('GET', '/api/v1/people'),
    await call('GET', '/api/v1/people', undefined, null),
  ]) {
    t.equal(answer.headers['cache-control'], 'no-store');
    t.equal(answer.headers['x-content-type-options'], 'nosniff');
    t.equal(answer.headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'");
  }
});
