import { and, eq, isNull } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import {
  encounters,
  gatherings,
  introductions,
  invitations,
  type Person,
  people,
  programmeMembers,
  standUpLines,
} from '../../src/db/schema/index.ts';
import { memoryOf } from '../../src/programmes/memory-of.ts';
import type { StandUpAnswer } from '../../src/stand-ups/schemas.ts';
import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aStandUp, callAs, startProgramme } from '../fixtures/programmes.ts';
import { work } from '../fixtures/work.ts';

const HOUR_MS = 3_600_000;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NAMES = ['Ana', 'Ben', 'Carla', 'Dai', 'Eva', 'Fay', 'Gus'];
const OTHERS = ['Hal', 'Ida', 'Jon', 'Kim', 'Leo', 'Mia'];
const UNITS = ['Finance', 'Legal', 'Research', 'Sales', 'Field'];

async function stage(t: Test) {
  const sink = await createSink(t);
  const scene = await createApp(t, { smtpUrl: sink.url });
  const { deps, clock } = scene;
  const all = await addPeople(
    deps,
    ['Host', ...NAMES, ...OTHERS].map((name, i) => ({ name, unit: UNITS[i % UNITS.length] ?? '' })),
  );
  const byName = (name: string): Person => {
    const person = all.find((one) => one.name === name);
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  let seen = 0;
  return {
    ...scene,
    sink,
    byName,
    /** Moves the clock in steps, with everything that a worker does in between. */
    async liveTo(instant: string, stepMs = HOUR_MS) {
      for (const end = Date.parse(instant); clock.now().getTime() < end; ) {
        clock.advance(Math.min(stepMs, end - clock.now().getTime()));
        await keepTime(deps);
        await work(deps);
      }
    },
    /** What arrived since the last call, as reader and subject. */
    async arrived() {
      const fresh = (await sink.parsed()).slice(seen);
      seen += fresh.length;
      return fresh.map(({ to, subject }) => `${to?.[0]?.name}: ${subject}`).sort();
    },
    /** The path of the link in the newest mail to somebody with this subject. */
    async link(name: string, subject: string) {
      const mail = (await sink.parsed()).findLast(
        (one) => one.to?.[0]?.name === name && one.subject?.startsWith(subject),
      );
      return /http:\/\/acquaint\.test(\/(?:l|stand-ups)\/[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    },
  };
}

t.test(
  'a stand-up across teams, from its first member to the rotation and the question afterwards',
  withBrowser,
  async (t) => {
    const scene = await stage(t);
    const { app, deps, clock, call, byName, liveTo, arrived, link } = scene;
    const programme = await startProgramme(scene, aStandUp(byName('Host').id));
    const url = `/programmes/${programme.id}`;
    const added = NAMES.slice(0, 6).map((name) => byName(name).id);
    await call('POST', `/api/v1${url}/members`, { personIds: added });
    // Later than the others, as chance decides among those who came in at one time.
    clock.advance(1_000);
    await callAs(scene, byName('Gus'), `${url}/join`);
    await work(deps);
    t.strictSame(
      await arrived(),
      NAMES.map((name) => `${name}: Invitation: Tuesday stand-up`),
    );

    await callAs(scene, byName('Fay'), `${url}/pause`, { until: '2026-11-10' });
    await callAs(scene, byName('Eva'), `${url}/skip`, { date: '2026-11-17' });
    await liveTo('2026-11-09T08:00:00Z', 12 * HOUR_MS);
    t.strictSame(
      await arrived(),
      [
        ...['Ana', 'Ben', 'Carla', 'Dai', 'Eva', 'Gus'].map((name) => `${name}: Tomorrow: Tuesday stand-up`),
        'Host: To run it: Tuesday stand-up',
      ],
      'who is paused is not reminded',
    );

    const ana = await link('Ana', 'Tomorrow');
    const post = async (path: string, payload: string) =>
      (await app.inject({ method: 'POST', url: path, headers: FORM, payload })).body;
    t.match(await post(ana, 'action=line&couldHelp=Excel&needsHelp=A+room+in+Lima'), 'Saved.');
    t.match(await post(ana, `action=line&couldHelp=${'x'.repeat(201)}`), /Keep each line to 200 characters/);
    const ben = await link('Ben', 'Tomorrow');
    await app.inject(`${ben}?action=absent`);
    t.match((await app.inject(ana)).body, 'Ben', 'opening the link says nothing');
    t.match(await post(ben, 'action=absent'), 'You said that you are absent.');
    t.notMatch((await app.inject(ana)).body, 'Ben');
    const [first, second] = await deps.db.select().from(gatherings).orderBy(gatherings.startLocal);
    if (!first || !second) throw new Error('two dates');
    const asked = (person: Person, key?: string) =>
      addSession(deps, person).then((headers) =>
        app.inject({ url: `/api/v1/gatherings/${first.id}/stand-up`, headers: key ? {} : headers }),
      );
    const order = (await asked(byName('Dai'))).json<StandUpAnswer>();
    t.equal(order.secondsEach, 90);
    t.strictSame(order.order.map(({ name }) => name).sort(), ['Ana', 'Carla', 'Dai', 'Eva', 'Gus']);
    t.match(
      order.order.find(({ name }) => name === 'Ana'),
      { couldHelp: 'Excel', needsHelp: 'A room in Lima' },
    );
    t.equal((await asked(byName('Hal'))).statusCode, 404, 'whoever does not take part sees nothing');
    t.strictSame((await asked(byName('Host'))).json(), order, 'the same order for everybody');

    clock.set('2026-11-10T07:01:00Z');
    t.match(await post(ana, 'action=absent'), 'It is too late for that');
    const run = await link('Host', 'To run it');
    const names = order.order.map(({ name }) => name);
    await runInBrowser(t, scene, run, names);
    await work(deps);
    const met = await deps.db.select().from(encounters);
    t.equal(met.length, 6, 'four in one circle are six pairs');
    t.strictSame(
      new Set(met.map(({ level, minutes, tableSize }) => `${level} ${minutes} ${tableSize}`)),
      new Set(['2 15 4']),
    );
    t.equal(
      met.flatMap(({ personA, personB }) => [personA, personB]).includes(byName(names[1] ?? '').id),
      false,
    );
    const [memory] = await memoryOf(deps.db, programme.id, { before: clock.now() });
    t.match(memory, { gatheringId: first.id, hosted: [byName('Host').id], leftOut: [] });
    t.equal(memory?.rounds[0]?.tables[0]?.seats.length, 4);

    await liveTo('2026-11-10T09:00:00Z');
    const came = names.filter((_, i) => i !== 1).sort();
    t.strictSame(
      await arrived(),
      came.map((name) => `${name}: Whom do you want to hear more from? Tuesday stand-up`),
      'who was not there is not asked',
    );
    const [one = '', other = ''] = came;
    const after = await link(one, 'Whom do you want');
    t.match((await app.inject(after)).body, `Hear more from ${other}`);
    const choose = `person=${byName(other).id}`;
    t.match(await post(after, choose), `We ask ${other}. You hear from us if they agree.`);
    t.match(await post(after, choose), `We ask ${other}. You hear from us if they agree.`);
    await work(deps);
    t.equal(await deps.db.$count(introductions), 1, 'asked once');
    t.strictSame(
      (await arrived()).map((line) => line.split(':')[0]),
      [other],
      'the other is asked, and nobody else',
    );

    await liveTo('2026-11-25T08:00:00Z', 12 * HOUR_MS);
    t.equal(await deps.db.$count(standUpLines), 0, 'lines are deleted 14 days after');
    const reminded = await arrived();
    t.equal(
      reminded.filter((line) => line === 'Eva: Tomorrow: Tuesday stand-up').length,
      1,
      'she skipped one',
    );
    t.equal(
      reminded.filter((line) => line === 'Fay: Tomorrow: Tuesday stand-up').length,
      2,
      'her pause is over',
    );

    await liveTo('2026-12-01T06:00:00Z', 12 * HOUR_MS);
    await arrived();
    const before = await members(scene, programme.id);
    t.strictSame(before.map(({ name }) => name).sort(), NAMES);
    await liveTo('2026-12-01T07:30:00Z');
    await liveTo('2026-12-01T07:31:00Z');
    const now = await members(scene, programme.id);
    const left = NAMES.filter((name) => !now.some((one) => one.name === name));
    const joined = now.map(({ name }) => name).filter((name) => !NAMES.includes(name));
    t.equal(now.length, 7);
    t.equal(left.length, 2, 'a third of seven');
    t.notOk(left.includes('Gus'), 'who came in last is not among them');
    t.ok(new Set(now.map(({ unit }) => unit)).size >= 3);
    t.strictSame(
      (await arrived()).filter((line) => !line.includes('hear more')),
      [
        ...joined.map((name) => `${name}: Invitation: Tuesday stand-up`),
        ...left.map((name) => `${name}: No longer invited: Tuesday stand-up`),
        ...left.map((name) => `${name}: Your turn is over: Tuesday stand-up`),
      ].sort(),
    );
    const still = await deps.db
      .select({ name: people.name })
      .from(invitations)
      .innerJoin(people, eq(people.id, invitations.personId))
      .where(and(eq(invitations.seriesId, programme.seriesId), isNull(invitations.uninvitedAt)));
    t.strictSame(still.map(({ name }) => name).sort(), now.map(({ name }) => name).sort());
    await liveTo('2026-12-14T08:00:00Z', 12 * HOUR_MS);
    t.strictSame(
      (await members(scene, programme.id)).map(({ name }) => name),
      now.map(({ name }) => name),
      'once in four weeks',
    );
  },
);

async function members({ deps }: Awaited<ReturnType<typeof stage>>, programmeId: string) {
  return deps.db
    .select({ name: people.name, unit: people.unit })
    .from(programmeMembers)
    .innerJoin(people, eq(people.id, programmeMembers.personId))
    .where(and(eq(programmeMembers.programmeId, programmeId), isNull(programmeMembers.leftAt)))
    .orderBy(people.id);
}

/** Runs the date on its page, where the second speaker turns out not to be there. */
async function runInBrowser(
  t: Test,
  { app }: Awaited<ReturnType<typeof stage>>,
  path: string,
  names: string[],
): Promise<void> {
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await newBrowser(t);
  const projector = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await projector.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  await page.goto(`${base}${path}`);
  await shoot(page, 'start');
  await page.getByRole('link', { name: 'Begin' }).click();
  const timer = page.getByRole('timer');
  await timer.waitFor();
  t.match(await timer.textContent(), /^1:(30|2\d)$/);
  await page.getByRole('button', { name: 'Pause the clock' }).click();
  await page.getByRole('button', { name: 'Let the clock go on' }).waitFor();
  await shoot(page, 'turn');
  t.strictSame(errors, [], 'the policy lets the clock run');

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const plain = await phone.newPage();
  await plain.goto(`${base}${path}`);
  await plain.getByRole('link', { name: 'Begin' }).click();
  const spoke: string[] = [];
  for (;;) {
    const speaker = (await plain.locator('.speaker').textContent()) ?? '';
    t.equal(await plain.evaluate('document.documentElement.scrollWidth'), 390, 'it fits');
    if (speaker === names[1]) {
      await plain.getByRole('link', { name: `${speaker} is not here` }).click();
      continue;
    }
    spoke.push(speaker);
    const isLast = spoke.length === names.length - 1;
    await plain.getByRole('link', { name: isLast ? 'That was the last one' : /^Next: / }).click();
    if (isLast) break;
  }
  t.strictSame(
    spoke,
    names.filter((_, i) => i !== 1),
    'everybody who is there speaks once, without a script',
  );
  await shoot(plain, 'end');

  const axed = await (await browser.newContext({ bypassCSP: true })).newPage();
  for (const query of ['', '?turn=1', '?turn=99', '?turn=2&lang=ar']) {
    await axed.goto(`${base}${path}${query}`);
    t.strictSame(await axeFindings(axed), [], query);
  }
  await plain.getByRole('button', { name: 'Finish' }).click();
  t.equal(await plain.getByRole('status').textContent(), 'The stand-up is finished. Thank you.');
}

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
