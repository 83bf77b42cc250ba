import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';

import { storeMessage } from '../../src/platform/mailbox/store-message.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';

/** A mail that tries to run, to fetch, to send, to leave its frame and to send the frame elsewhere. */
const hostile = (elsewhere: string) => `Subject: Open me
Content-Type: text/html; charset=utf-8

<meta http-equiv="refresh" content="0; url=${elsewhere}/refresh">
<link rel="stylesheet" href="${elsewhere}/style.css">
<script>document.body.textContent = 'ran'; top.location = '${elsewhere}/top'</script>
<img src="${elsewhere}/pixel.png" onerror="document.body.textContent = 'ran'">
<img id="drawn" alt="" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
<iframe src="${elsewhere}/frame"></iframe>
<div id="styled" style="background: url(${elsewhere}/background.png); color: rgb(1, 2, 3)">Hello</div>
<form action="${elsewhere}/form"><button id="send">Send</button></form>
<a id="link" href="${elsewhere}/link">Answer</a>
`;

t.test('a hostile mail is drawn and does nothing; its link opens a new tab', withBrowser, async (t) => {
  const { app, deps, clock } = await createApp(t);
  const reached: string[] = [];
  const elsewhere = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end('<title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  t.teardown(() => elsewhere.close());
  const raw = Buffer.from(hostile(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`));
  const id = await storeMessage(deps.db, { from: '', to: ['b@example.org'], raw }, clock.now());

  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const page = await (await newBrowser(t)).newPage();
  await page.goto(`${url}/mailbox`);
  await page.getByText('Open me').click();
  await page.waitForURL(`${url}/mailbox/${id}`, { waitUntil: 'networkidle' });
  const frame = page.frameLocator('iframe');
  t.equal(await frame.locator('#styled').evaluate((div) => getComputedStyle(div).color), 'rgb(1, 2, 3)');
  t.equal(await frame.locator('#drawn').evaluate((image) => (image as HTMLImageElement).naturalWidth), 1);
  await frame.locator('#send').click();
  t.same(reached, []);
  const [tab] = await Promise.all([page.context().waitForEvent('page'), frame.locator('#link').click()]);
  await tab.waitForLoadState();
  t.equal(await tab.title(), 'elsewhere');
  t.equal(page.url(), `${url}/mailbox/${id}`);
  t.same(
    reached.filter((path) => path !== '/favicon.ico'),
    ['/link'],
  );
});

t.test('the pages fit a phone', withBrowser, async (t) => {
  const { app, deps, clock } = await createApp(t);
  const long = 'x'.repeat(300);
  const raw = Buffer.from(
    `From: ${long}@example.org\nSubject: ${long}\n\n${long}\nhttps://example.org/${long}\n`,
  );
  const id = await storeMessage(
    deps.db,
    { from: `${long}@example.org`, to: [`${long}@example.org`], raw },
    clock.now(),
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const page = await (await newBrowser(t)).newPage({ viewport: { width: 390, height: 844 } });
  for (const path of ['/mailbox', `/mailbox/${id}`]) {
    await page.goto(`${url}${path}`);
    t.equal(
      await page.evaluate(() => document.documentElement.scrollWidth),
      390,
      `${path} does not scroll sideways`,
    );
    const targets = await page.locator('main a.button, main button, main input, .messages a, summary').all();
    const heights = await Promise.all(
      targets.map(async (target) => (await target.boundingBox())?.height ?? 0),
    );
    t.ok(heights.length > 1 && Math.min(...heights) >= 44, `${path}: a finger hits everything`);
  }
});
