import t from 'tap';

import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { LANGUAGES } from '../../src/languages/languages.ts';
import { storeMessage } from '../../src/platform/mailbox/store-message.ts';
import { addEncounter, addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aSeries } from '../fixtures/series.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

t.test(
  'axe finds nothing in any page in any language, and nothing leaves a phone',
  withBrowser,
  async (t) => {
    const { app, deps, call } = await createApp(t);
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const [me, other] = await addPeople(deps, [{ name: 'Ana Silva' }, { name: 'مريم', unit: 'Legal' }]);
    if (!me || !other) throw new Error('two people');
    const gathering = await addGathering(deps, {
      place: 'Main hall',
      onlineUrl: 'https://meet.example.org/x',
    });
    const [invitation] = await addInvitations(deps, gathering, [me]);
    if (!invitation) throw new Error('one invitation');
    await addEncounter(deps, gathering, [me, other]);
    const links = (await issueTokens(deps.db, [invitation.id], deps.now())).get(invitation.id);
    const series = (await call('POST', '/api/v1/series', aSeries(other.id))).json<{ id: string }>();
    const invite = `/api/v1/series/${series.id}/invitations`;
    await call('POST', invite, { personIds: [me.id] });
    const [standing] = (await call('GET', invite)).json<{ items: { id: string }[] }>().items;
    const standingId = standing?.id ?? '';
    const seriesLinks = (await issueTokens(deps.db, [standingId], deps.now())).get(standingId);
    const context = await (await newBrowser(t)).newContext({ viewport: PHONE });
    const [name = '', value = ''] = (await addSession(deps, me)).cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();

    for (const language of LANGUAGES) {
      await page.goto(`${url}/me`);
      await page.locator('select').selectOption(language);
      await page.locator('form[action="/me/language"] button').click();
      await page.waitForURL(/done=saved/);
      const paths = [`/r/${links?.answer}`, `/r/${seriesLinks?.answer}`, `/u/${links?.unsubscribe}`, '/me'];
      const spoken = ['/', '/sign-in', '/r/none'].map((path) => `${path}?lang=${language}`);
      for (const path of [...paths, ...spoken]) {
        await page.goto(`${url}${path}`);
        const shown = path.replace(/[\w-]{30,}/, '…');
        t.equal(await page.locator('html').getAttribute('lang'), language, `${language} ${shown}`);
        t.same(await axeFindings(page), [], `${language} ${shown}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        t.equal(width, PHONE.width, `${language} ${shown}: fits`);
      }
    }
  },
);

t.test('the mailbox shows a long address on one line of a desk', withBrowser, async (t) => {
  const { app, deps } = await createApp(t);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const long = 'a.very.long.name.of.a.person.with.a.long.surname@regional-office.example.org';
  for (const to of [long, 'li@example.org']) {
    const raw = Buffer.from(`From: <a@example.org>\r\nTo: <${to}>\r\nSubject: Lunch\r\n\r\nText\r\n`);
    await storeMessage(deps.db, { from: 'a@example.org', to: [to], raw }, deps.now());
  }
  const page = await (await newBrowser(t)).newPage({ viewport: DESK });
  await page.goto(`${url}/mailbox`);
  const heights = await page
    .locator('.messages .soft')
    .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
  t.equal(heights.length, 2);
  t.equal(heights[0], heights[1]);
  t.same(await axeFindings(page), []);
});
