import t from 'tap';

import { encounters } from '../../src/db/schema/index.ts';
import { addEncounter, addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';

t.test(
  'a person strikes out, takes a break and signs out, by keyboard on a phone',
  withBrowser,
  async (t) => {
    const { app, deps } = await createApp(t);
    const [me, ben] = await addPeople(deps, [{ name: 'Ana Silva' }, { name: `Ben ${'x'.repeat(80)}` }]);
    if (!me || !ben) throw new Error('two people');
    const gathering = await addGathering(deps, { place: 'y'.repeat(80) });
    await addInvitations(deps, gathering, [me]);
    await addEncounter(deps, gathering, [me, ben]);
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const context = await (await newBrowser(t)).newContext({ viewport: { width: 390, height: 844 } });
    const [name = '', value = ''] = (await addSession(deps, me)).cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();

    for (const path of ['/', '/sign-in', '/me']) {
      await page.goto(`${url}${path}`);
      t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, `${path} fits`);
      for (const target of await page.locator('header a, main button, main input, main .button').all()) {
        const box = await target.boundingBox();
        t.ok(box && box.height >= 44 && box.width >= 44, `${path}: a finger hits everything`);
        await target.focus();
        await page.keyboard.press('Shift');
        const outline = await target.evaluate((one) => getComputedStyle(one).outlineStyle);
        t.equal(outline, 'solid', `${path}: the focus is seen`);
      }
    }

    await page.getByRole('button', { name: `Strike out ${ben.name}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    t.equal(
      await page.getByRole('status').textContent(),
      'The encounter is struck out. The other person is not told.',
    );
    t.equal(await deps.db.$count(encounters), 0);

    await page.getByLabel('No invitations up to').fill('2026-12-31');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('Saved.').waitFor();
    t.equal(await page.getByLabel('No invitations up to').inputValue(), '2026-12-31');

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download your data' }).press('Enter'),
    ]);
    t.equal(file.suggestedFilename(), 'acquaint.json');

    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await page.waitForURL(`${url}/sign-in`);
    await page.goto(`${url}/me`);
    t.equal(page.url(), `${url}/sign-in`);
  },
);
