import type { AddressInfo } from 'node:net';

import { eq } from 'drizzle-orm';
import t from 'tap';

import { doNotMatch, people } from '../../src/db/schema/index.ts';
import { addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createTrial } from '../fixtures/coffee.ts';
import { PUBLIC_URL } from '../fixtures/create-app.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC_URL };

t.test(
  'a person chooses how they meet, what they share and whom they do not meet, without a script',
  async (t) => {
    const { app, deps, members, path, ask } = await createTrial(t, 3);
    const [ana, ben] = members;
    if (!ana || !ben) throw new Error('nobody there');
    const cookie = await addSession(deps, ana);
    const get = () => app.inject({ url: '/me/coffee', headers: cookie });
    const post = (url: string, form: [string, string][]) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams(form).toString(),
        headers: { ...cookie, ...FORM },
      });
    t.equal((await app.inject({ url: '/me/coffee' })).statusCode, 303, 'only with a session');
    t.match((await app.inject({ url: '/me', headers: cookie })).body, 'href="/me/coffee"');
    const id = path.slice('/programmes/'.length);
    const choices: [string, string][] = [
      ['way', 'remote'],
      ['tableSizeMax', '4'],
      ['workFrom', '08:00'],
      ['workTo', '12:30'],
      ['languages', 'EN, fr'],
      ['shared', 'Water'],
      ['more', 'Tea\n\nChess '],
    ];
    t.match(await post(`/me/coffee/${id}`, choices), {
      statusCode: 303,
      headers: { location: '/me/coffee?done=saved' },
    });
    const { body } = await ask(ana, 'GET', path);
    t.same(body.membership.settings, {
      way: 'remote',
      tableSizeMax: 4,
      workFrom: '08:00',
      workTo: '12:30',
      languages: ['en', 'fr'],
      shared: ['Water', 'Tea', 'Chess'],
    });
    const page = (await get()).body;
    t.match(page, /value="Water" checked/);
    t.match(page, /value="Law"(?! checked)/);
    t.match(page, /Tea\nChess<\/textarea>/);
    const wrong = await post(`/me/coffee/${id}`, [
      ...choices.filter(([name]) => name !== 'workTo'),
      ['workTo', '25:00'],
    ]);
    t.equal(wrong.statusCode, 422);
    t.match(wrong.body, 'Something does not fit');

    t.equal((await post('/me/coffee/apart', [['email', ben.email]])).statusCode, 303);
    t.match((await get()).body, ben.name);
    t.notMatch(
      (await app.inject({ url: '/me/coffee', headers: await addSession(deps, ben) })).body,
      ana.name,
    );
    t.match(await post('/me/coffee/apart', [['email', 'nobody@example.org']]), { statusCode: 422 });
    t.match((await post('/me/coffee/apart', [['email', ana.email]])).body, 'This is your own address.');
    t.equal((await post('/me/coffee/apart', [['remove', 'not-an-id']])).statusCode, 400);
    t.equal((await post('/me/coffee/apart', [['remove', ben.id]])).statusCode, 303);
    t.same(await deps.db.select().from(doNotMatch), []);
    await post('/me/coffee/apart', [['email', ben.email]]);
    await deps.db.delete(people).where(eq(people.id, ben.id));
    t.same(await deps.db.select().from(doNotMatch), [], 'whom is erased is on no list');
  },
);

t.test(
  'the page of choices and that of a match have no findings of axe, narrow and wide',
  withBrowser,
  async (t) => {
    const { app, deps, clock, members, newMails, linkOf } = await createTrial(t, 3);
    const [ana] = members;
    if (!ana) throw new Error('nobody there');
    clock.set('2027-03-08T10:00:00Z');
    const mail = (await newMails()).find(({ to }) => to?.[0]?.address === ana.email);
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const browser = await newBrowser(t);
    const [name = '', value = ''] = (await addSession(deps, ana)).cookie.split('=');
    for (const preferredLanguage of ['en', 'ar'] as const) {
      await deps.db.update(people).set({ preferredLanguage }).where(eq(people.id, ana.id));
      for (const width of [390, 1280]) {
        const context = await browser.newContext({ viewport: { width, height: 844 } });
        await context.addCookies([{ name, value, url: origin }]);
        const page = await context.newPage();
        for (const path of ['/me/coffee', linkOf(mail?.text)]) {
          await page.goto(`${origin}${path}`);
          t.same(await axeFindings(page), [], `${path} ${width} ${preferredLanguage}`);
          t.equal(
            await page.evaluate(() => document.documentElement.scrollWidth),
            width,
            'nothing sticks out',
          );
          const shots = process.env.SCREENSHOTS;
          if (shots)
            await page.screenshot({
              path: `${shots}/${path.slice(1, 3)}-${width}-${preferredLanguage}.png`,
              fullPage: true,
            });
        }
        await context.close();
      }
    }
  },
);
