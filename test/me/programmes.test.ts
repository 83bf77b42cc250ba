import t from 'tap';

import { addPeople, addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aStandUp, callAs, startProgramme } from '../fixtures/programmes.ts';

t.test(
  'a person joins, pauses, skips and leaves on their own page without JavaScript, on a phone',
  withBrowser,
  async (t) => {
    const scene = await createApp(t);
    const { app, deps } = scene;
    const [host, ana, ben] = await addPeople(deps, [{}, { name: 'Ana' }, { name: 'Ben' }]);
    if (!host || !ana || !ben) throw new Error('three people');
    const series = { recurrence: { frequency: 'weekly', count: 3 }, settings: { unitsMin: 1 } };
    const programme = await startProgramme(scene, { ...aStandUp(host.id), ...series, capacity: 1 });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const context = await (await newBrowser(t)).newContext({
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
    });
    const [name = '', value = ''] = (await addSession(deps, ana)).cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/me`);
    const status = () => page.getByRole('status').textContent();

    await page.getByRole('button', { name: 'Join Tuesday stand-up' }).click();
    t.equal(await status(), 'You have joined.');
    await page.getByLabel('Pause up to and including').fill('2026-11-10');
    await page.getByRole('button', { name: 'Pause Tuesday stand-up' }).click();
    t.equal(await status(), 'Saved.');
    t.equal(await page.getByLabel('Pause up to and including').inputValue(), '2026-11-10');
    await page.getByLabel('The date I skip').selectOption('2026-11-17');
    await page.getByRole('button', { name: 'Save for Tuesday stand-up' }).click();
    t.equal(await page.getByLabel('The date I skip').inputValue(), '2026-11-17');
    await page.getByLabel('Pause up to and including').fill('2026-11-01');
    await page.getByRole('button', { name: 'Pause Tuesday stand-up' }).click();
    t.equal(await page.getByRole('alert').textContent(), 'Choose a day that is still to come.');
    t.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, 'it fits');

    const axed = await (await newBrowser(t)).newContext({ bypassCSP: true });
    await axed.addCookies([{ name, value, url }]);
    const looked = await axed.newPage();
    await looked.goto(`${url}/me`);
    t.strictSame(await axeFindings(looked), []);
    if (process.env.SHOTS) await looked.screenshot({ path: `${process.env.SHOTS}/me.png`, fullPage: true });

    const full = await callAs(scene, ben, `/programmes/${programme.id}/join`);
    t.equal(full.statusCode, 409);
    await page.getByRole('button', { name: 'Leave Tuesday stand-up' }).click();
    t.equal(await status(), 'You have left the programme.');
    await callAs(scene, ben, `/programmes/${programme.id}/join`);
    await page.getByRole('button', { name: 'Join Tuesday stand-up' }).click();
    t.equal(await page.getByRole('alert').textContent(), 'All places are taken at the moment.');
  },
);
