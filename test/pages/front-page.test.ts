import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import t from 'tap';

import { speak } from '../../src/languages/speak.ts';
import { FrontPage } from '../../src/pages/front-page.tsx';
import { createApp } from '../fixtures/create-app.ts';

const linksOf = (html: string) => [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href);

t.test('the bare address says what this is and where to go on, to anybody', async (t) => {
  const { app } = await createApp(t);
  const { statusCode, headers, body } = await app.inject({ url: '/' });
  t.equal(statusCode, 200);
  t.match(headers, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': /default-src 'none'/,
    'referrer-policy': 'no-referrer',
  });
  t.same(linksOf(body), ['/', '/sign-in?lang=en', '/docs', '/mailbox']);
  t.notMatch(body, /<script/i);
  for (const path of linksOf(body)) {
    const { statusCode: found } = await app.inject({ url: path ?? '' });
    t.ok(found < 400, `${path} leads somewhere`);
  }
});

t.test('with a mail server there is no mailbox to link to', async (t) => {
  t.same(linksOf(renderToString(h(FrontPage, { mailbox: false, speech: speak('en') }))), [
    '/sign-in?lang=en',
    '/docs',
  ]);
});
