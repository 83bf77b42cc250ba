import { inArray } from 'drizzle-orm';
import t from 'tap';

import { fairVisits, gatherings, invitations } from '../../src/db/schema/index.ts';
import { SAMPLE_FRAMEWORK } from '../../src/self-assessments/sample-framework.ts';
import { addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createFair } from '../fixtures/create-fair.ts';

type Fair = Awaited<ReturnType<typeof createFair>>;

/** Adds stalls in a circle, each staffed by the next two of those invited. */
async function addStalls({ call, url, invited }: Fair, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * 2 * Math.PI;
    const added = await call('POST', `${url}/stalls`, {
      title: `Stall ${i}`,
      staffIds: [invited[2 * i]?.id, invited[2 * i + 1]?.id],
      x: Math.round(20 + 10 * Math.cos(angle)),
      y: Math.round(20 + 10 * Math.sin(angle)),
    });
    ids.push(added.json().id);
  }
  return ids;
}

t.test('speed-geeking keeps its rules, each refusal says what would work', async (t) => {
  const fair = await createFair(t, 16 + 50);
  const { call, url, deps, gathering } = fair;
  const ids = await addStalls(fair, 8);
  const plan = (more = {}) => call('POST', `${url}/routes`, { mode: 'speed-geeking', tell: false, ...more });
  const planned = await plan();
  t.match(
    [planned.statusCode, planned.json()],
    [
      200,
      { mode: 'speed-geeking', rounds: 8, roundMinutes: 6, stallCapacity: 8, visitors: 66, warnings: [] },
    ],
  );
  const visits = await deps.db.select().from(fairVisits);
  const guest = visits.filter(({ personId }) => personId === fair.invited.at(-1)?.id);
  const at = guest.sort((a, b) => a.round - b.round).map(({ stallId }) => ids.indexOf(stallId));
  t.same(
    at,
    at.map((_, i) => ((at[0] ?? 0) + i) % 8),
    'clockwise from stall to stall',
  );
  for (const [body, code, remedy] of [
    [{ stallIds: ids.slice(0, 6) }, 'fair-stations', /7 or 8 stalls/],
    [{ talkMinutes: 6 }, 'fair-talk-minutes', /4 or 5/],
  ] as const) {
    const refused = await plan(body);
    t.match([refused.statusCode, refused.json().code, refused.json().detail], [422, code, remedy]);
  }
  const more = await addPeople(deps, 15);
  await addInvitations(deps, gathering, more, { answer: 'accepted' });
  const tooMany = await plan();
  t.match(
    [tooMany.statusCode, tooMany.json().code, tooMany.json().detail],
    [422, 'fair-group-too-large', /two turns of at most 64 people/],
  );
  await deps.db.update(gatherings).set({ durationMinutes: 40 });
  await deps.db.delete(invitations).where(
    inArray(
      invitations.personId,
      more.map(({ id }) => id),
    ),
  );
  const tooLong = await plan();
  t.match([tooLong.json().code, tooLong.json().detail], ['fair-rounds-too-long', /takes 48 minutes/]);
});

t.test('nobody staffs two stalls, however many are added at once; lists take the same queries', async (t) => {
  const fair = await createFair(t, 12);
  const { call, url, invited, queries } = fair;
  const [ana, ...others] = invited;
  const answered = await Promise.all(
    others
      .slice(0, 4)
      .map((other, i) =>
        call('POST', `${url}/stalls`, { title: `At once ${i}`, staffIds: [ana?.id, other.id] }),
      ),
  );
  t.same(answered.map(({ statusCode }) => statusCode).sort(), [201, 422, 422, 422]);
  const counted = async () => {
    queries.length = 0;
    const { items } = (await call('GET', `${url}/stalls`)).json();
    return [items.length, queries.length];
  };
  const [one, few] = await counted();
  t.equal(one, 1);
  for (const i of [5, 7]) {
    await call('POST', `${url}/stalls`, {
      title: `Stall ${i}`,
      staffIds: [others[i]?.id, others[i + 1]?.id],
    });
  }
  t.same(await counted(), [3, few]);
  const first = (await call('GET', `${url}/stalls?limit=2`)).json();
  t.equal(first.items.length, 2);
  t.equal((await call('GET', `${url}/stalls?limit=2&cursor=${first.nextCursor}`)).json().items.length, 1);
});

t.test('what a person gave a fair goes with them', async (t) => {
  const fair = await createFair(t, 12);
  const { call, url, invited, as } = fair;
  await addStalls(fair, 3);
  const [ana, , , , , , guest] = invited;
  await as(guest, 'PUT', `${url}/asks`, { asks: ['Tea'] });
  await call('POST', `${url}/routes`, { rounds: 2 });
  await call('POST', `${url}/agreements`, {
    ...{ supplierId: ana?.id, demanderId: guest?.id, topic: 'Tea', firstStep: 'Boil', date: '2027-01-01' },
  });
  t.match((await as(guest, 'GET', '/api/v1/me/export')).json().fairs, {
    asks: [{ asks: ['Tea'] }],
    visits: [{ round: 1 }, { round: 2 }],
    agreements: [{ topic: 'Tea' }],
  });
  t.equal((await call('DELETE', `/api/v1/people/${guest?.id}`)).statusCode, 204);
  t.same((await as(ana, 'GET', `${url}/agreements`)).json().items, []);
  const { items } = (await call('GET', `${url}/routes`)).json();
  t.notOk(items.some(({ id }: { id: string }) => id === guest?.id));
});

t.test('a team is asked by a peer assist or a stall in one step', async (t) => {
  const units = ['Finance', 'Finance', 'Finance', 'Sales', 'Sales', 'Legal'];
  const fair = await createFair(
    t,
    units.map((unit) => ({ unit })),
  );
  const { call, url, gathering, invited, as } = fair;
  const [ana, ben, , sam] = invited;
  const asks = `/api/v1/frameworks/${SAMPLE_FRAMEWORK.id}/asks`;
  const practice = SAMPLE_FRAMEWORK.practices[0];
  const ask = (more: object) => ({ unit: 'Finance', practice: practice?.key, askedUnit: 'Sales', ...more });
  t.match((await as(ana, 'POST', asks, ask({ as: 'peer-assist' }))).json(), {
    errors: [{ pointer: '/unit', message: /not agreed/ }],
  });
  const session = await call('POST', '/api/v1/self-assessments', {
    ...{ frameworkId: SAMPLE_FRAMEWORK.id, unit: 'Finance' },
  });
  const own = `/api/v1/self-assessments/${session.json().id}`;
  await call('POST', `${own}/end-voting`);
  const levels = SAMPLE_FRAMEWORK.practices.map(({ key }) => ({ practice: key, level: 2, target: 4 }));
  t.equal((await call('POST', `${own}/agree`, { levels })).statusCode, 200);

  const assist = await as(ana, 'POST', asks, ask({ as: 'peer-assist' }));
  t.match([assist.statusCode, assist.json().as], [201, 'peer-assist']);
  t.match((await as(ana, 'GET', `/api/v1/peer-assists/${assist.json().id}`)).json(), {
    ...{ status: 'draft', practice: practice?.name, level: 2, targetLevel: 4, hostId: ana?.id },
  });

  const stall = await as(ana, 'POST', asks, ask({ as: 'stall', gatheringId: gathering.id }));
  t.match([stall.statusCode, stall.json().as], [201, 'stall']);
  const theirs = ask({ as: 'stall', gatheringId: gathering.id, stallOf: 'asked' });
  t.equal((await as(ana, 'POST', asks, theirs)).statusCode, 403, 'not of another team');
  t.equal((await call('POST', asks, { ...theirs, personId: ana?.id })).statusCode, 201);
  const { items } = (await call('GET', `${url}/stalls`)).json();
  const told = items.map((one: { unit: string }) => [one.unit, one]).sort();
  t.match(told, [
    [
      'Finance',
      { status: 'proposed', offers: [], asks: [practice?.name], staff: [{ id: ana?.id }, { id: /./ }] },
    ],
    ['Sales', { status: 'confirmed', offers: [practice?.name], asks: [], staff: [{ id: /./ }, { id: /./ }] }],
  ]);
  t.match((await as(sam, 'POST', asks, ask({ as: 'stall' }))).json(), {
    errors: [{ pointer: '/gatheringId' }],
  });
  const again = await as(ben, 'POST', asks, ask({ as: 'stall', gatheringId: gathering.id }));
  t.ok([403, 422].includes(again.statusCode), 'nobody of the team is left to staff another');
});

t.test('axe finds nothing on the page of a visitor, in English and in Arabic', withBrowser, async (t) => {
  const fair = await createFair(t, 12);
  const { app, call, clock, url, tick, linksOf, invited } = fair;
  await addStalls(fair, 3);
  await call('POST', `${url}/routes`, { rounds: 3 });
  await tick();
  const link = (await linksOf(/^Your route/)).get(invited.at(-1)?.email ?? '');
  const browser = await newBrowser(t);
  for (const [lang, now] of [
    ['en', '2026-11-20T08:00:00Z'],
    ['ar', '2026-12-03T12:00:00Z'],
  ] as const) {
    clock.set(now);
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.setContent((await app.inject(`${link}?lang=${lang}`)).body);
    t.same(await axeFindings(page), [], lang);
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.close();
  }
});
