import t from 'tap';

import { addApiKey } from '../../src/accounts/add-api-key.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { newToken } from '../../src/token.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

t.test('one address may ask so much a minute, whatever it asks for', async (t) => {
  const { app } = await createApp(t, { app: { requestsPerMinuteMax: 3 } });
  const ask = (url: string, remoteAddress: string) => app.inject({ url, remoteAddress });
  const statuses = [];
  for (const url of ['/sign-in', '/nothing', '/api/v1/people', '/sign-in', '/nothing']) {
    statuses.push((await ask(url, '192.0.2.1')).statusCode);
  }
  t.strictSame(statuses, [200, 404, 401, 429, 429]);
  const answer = await ask('/api/v1/people', '192.0.2.1');
  t.match(answer.json(), { status: 429, code: 'too-many-requests', detail: /at most 3 requests a minute/ });
  const seconds = Number(answer.headers['retry-after']);
  t.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60);
  t.equal((await ask('/sign-in', '192.0.2.2')).statusCode, 200, 'another address has its own');
  t.equal((await ask('/livez', '192.0.2.1')).statusCode, 200, 'probes are not counted');
});

t.test('one credential may ask so much a minute, from however many addresses', async (t) => {
  const { app, deps, adminKey } = await createApp(t, { app: { requestsPerMinuteMax: 3 } });
  const { key } = await deps.db.transaction((tx) =>
    addApiKey(tx, { name: 'another', role: 'organiser' }, deps.now()),
  );
  const ask = (n: number, credential: string) =>
    app.inject({
      url: '/api/v1/people',
      remoteAddress: `192.0.2.${n}`,
      headers: { authorization: `Bearer ${credential}` },
    });
  const statuses = [];
  for (const n of [1, 2, 3, 4]) statuses.push((await ask(n, adminKey)).statusCode);
  t.strictSame(statuses, [200, 200, 200, 429]);
  t.equal((await ask(5, key)).statusCode, 200, 'another credential has its own');
});

t.test('one personal link may be used so often a minute, from however many addresses', async (t) => {
  const { app, deps } = await createApp(t);
  const gathering = await addGathering(deps);
  const invited = await addInvitations(deps, gathering, await addPeople(deps, 2));
  const tokens = await issueTokens(
    deps.db,
    invited.map(({ id }) => id),
    deps.now(),
  );
  const [link = '', other = ''] = [...tokens.values()].map(({ answer }) => `/r/${answer}`);
  const ask = (url: string, i: number) =>
    app.inject({ method: 'HEAD', url, remoteAddress: `192.0.2.${i % 200}` });
  const statuses = [];
  for (let i = 0; i < 302; i += 1) statuses.push((await ask(link, i)).statusCode);
  t.strictSame(statuses, [...Array(300).fill(200), 429, 429]);
  t.equal((await ask(other, 0)).statusCode, 200, 'another link has its own');
});

t.test('thirty wrong credentials a minute from one address; right ones pass all the same', async (t) => {
  const { app, adminKey } = await createApp(t);
  const ask = (key: string | null) =>
    app.inject({
      url: '/api/v1/people',
      remoteAddress: '192.0.2.1',
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
    });
  const statuses = [];
  for (let i = 0; i < 31; i += 1) statuses.push((await ask(newToken())).statusCode);
  t.strictSame(statuses.slice(0, 30), Array(30).fill(401));
  t.equal(statuses[30], 429);
  t.equal((await ask(null)).statusCode, 401, 'no credential is no guess');
  t.equal((await ask(adminKey)).statusCode, 200);
});
