import { existsSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { chromium } from 'playwright-core';
import t from 'tap';

import { invitations } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

/** Debian's browser; CI installs it. */
const CHROMIUM = '/usr/bin/chromium';
const absent = !existsSync(CHROMIUM) && process.env.CI !== 'true';
const PHONE = { width: 390, height: 844 };
const TARGET_PX_MIN = 44;

t.test(
  'a guest answers on a phone by keyboard alone, without JavaScript',
  { skip: absent ? `${CHROMIUM} is not installed: the answer page is not tested in a browser` : false },
  async (t) => {
    const { app, deps } = await createApp(t);
    const base = await app.listen({ port: 0, host: '127.0.0.1' });
    const gathering = await addGathering(deps, { place: 'Room 5', purpose: 'x'.repeat(300) });
    const [invitation] = await addInvitations(deps, gathering, await addPeople(deps, 1));
    if (!invitation) throw new Error('no invitation');
    const links = (await issueTokens(deps.db, [invitation.id], deps.now())).get(invitation.id);
    const stored = async () =>
      (await deps.db.select().from(invitations).where(eq(invitations.id, invitation.id)))[0]?.answer;

    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    t.teardown(() => browser.close());
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: PHONE });
    await page.goto(`${base}/r/${links?.answer}?answer=declined`);
    t.equal(await stored(), 'none', 'opening answers nothing');

    const buttons = page.getByRole('button');
    t.same(await buttons.allTextContents(), ['I will come', 'Maybe', 'I cannot come']);
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      t.ok(box && box.height >= TARGET_PX_MIN && box.width >= TARGET_PX_MIN, 'large enough for a thumb');
      t.ok(box && box.x >= 0 && box.x + box.width <= PHONE.width, 'inside the screen');
    }

    const focused = page.locator(':focus');
    await page.keyboard.press('Tab');
    t.equal(await focused.textContent(), 'Skip to content');
    await page.keyboard.press('Tab');
    t.equal(await focused.textContent(), 'Acquaint', 'the way to the front page');
    await page.keyboard.press('Tab');
    t.equal(await focused.textContent(), 'A note to the host (optional)');
    await page.keyboard.press('Tab');
    t.equal(await focused.textContent(), 'I will come');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    t.match(await page.getByRole('status').textContent(), /You are coming\./);
    t.equal(await stored(), 'accepted');

    await page.getByRole('button', { name: 'I cannot come' }).click();
    await page.getByText('You are not coming.').waitFor();
    t.equal(await stored(), 'declined');

    await page.goto(`${base}/u/${links?.unsubscribe}`);
    await page.getByRole('button', { name: 'Stop invitations' }).click();
    t.match(await page.getByRole('heading', { level: 1 }).textContent(), /You get no more invitations/);
    await page.getByRole('button', { name: 'Invite me again' }).click();
    t.match(await page.getByRole('heading', { level: 1 }).textContent(), /Stop all invitations\?/);
  },
);
