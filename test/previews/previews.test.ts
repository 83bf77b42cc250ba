import t from 'tap';

import { LANGUAGES, MANNERS } from '../../src/languages/languages.ts';
import { PREVIEW_KINDS, previewMail, variantsOf } from '../../src/previews/preview-mails.ts';
import { createApp } from '../fixtures/create-app.ts';

const { app } = await createApp(t);
const paths = PREVIEW_KINDS.flatMap((kind) =>
  LANGUAGES.flatMap((language) =>
    variantsOf(kind).map((variant) => `/mailbox/preview/${kind}/${language}/${variant}`),
  ),
);

t.test('the index leads to every kind of mail in every language', async (t) => {
  const { body } = await app.inject('/mailbox/preview');
  const links = [...body.matchAll(/href="(\/mailbox\/preview\/[^"]*)"/g)].map(([, href]) => href);
  t.same(links.sort(), paths.sort());
  t.match((await app.inject('/mailbox')).body, 'href="/mailbox/preview"');
});

t.test('each preview shows the mail as HTML, as text and with its headers', async (t) => {
  for (const path of paths) {
    const { statusCode, body, headers } = await app.inject(path);
    const language = LANGUAGES.find((one) => path.includes(`/${one}/`)) ?? 'en';
    t.equal(statusCode, 200, path);
    const mail = `&lt;html lang=&quot;${language}&quot; dir=&quot;${MANNERS[language].dir}&quot;`;
    t.ok(
      body.replaceAll('"', '&quot;').includes(mail) || body.includes(`<html lang="${language}" dir=`),
      path,
    );
    t.match(body, `Content-Language: ${language}`, path);
    t.match(body, 'sandbox="allow-popups', path);
    t.match(headers['content-security-policy'], "default-src 'none'", path);
    if (path.includes('/invitation/')) t.match(body, 'BEGIN:VCALENDAR', path);
  }
});

t.test('what is no preview is not there, and none opens from elsewhere', async (t) => {
  for (const path of ['/mailbox/preview/invitation/tlh/room', '/mailbox/preview/__proto__/en/room']) {
    t.equal((await app.inject(path)).statusCode, 404, path);
  }
  for (const url of ['/mailbox/preview', paths[0] ?? '']) {
    t.equal((await app.inject({ url, remoteAddress: '192.0.2.1' })).statusCode, 403, url);
  }
});

t.test('mails about a date tell its time by the reader’s clock and by its own', async (t) => {
  const kinds = ['invitation', 'day-before', 'note', 'stand-up.reminder', 'stand-up.run', 'fair.stall-lead'];
  for (const kind of kinds) {
    const sender = { publicUrl: 'https://acquaint.test', mailFrom: 'acquaint@example.org' };
    const far = previewMail(kind, { language: 'en', variant: 'remote', ...sender }).text;
    t.match(far, '(America/Lima, GMT-5)', kind);
    t.match(far, '(Africa/Nairobi, GMT+3)', kind);
    const near = previewMail(kind, { language: 'en', variant: 'room', ...sender }).text;
    t.notMatch(near, '(America/Lima, GMT-5)', `${kind}: once where both are one`);
  }
});
