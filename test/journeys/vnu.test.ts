import t from 'tap';

import { LANGUAGES } from '../../src/languages/languages.ts';
import { PREVIEW_KINDS, previewMail, variantsOf } from '../../src/previews/preview-mails.ts';
import { addGathering, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aSeries } from '../fixtures/series.ts';
import { vnuFindings, withJava } from '../fixtures/vnu.ts';
import { work } from '../fixtures/work.ts';

const SENDER = { publicUrl: 'https://acquaint.test', mailFrom: 'acquaint@example.org' };

t.test(
  'the checker of the W3C finds nothing in any mail, nor in the pages that they lead to',
  withJava,
  async (t) => {
    const sink = await createSink(t);
    const { app, call, deps } = await createApp(t, { smtpUrl: sink.url });
    const pages = new Map<string, string>();
    for (const kind of PREVIEW_KINDS) {
      for (const language of LANGUAGES) {
        // The markup of a variant is the same in every language: one has them all.
        for (const variant of variantsOf(kind).slice(0, language === 'ar' ? undefined : 1)) {
          pages.set(
            `${kind} ${language} ${variant}`,
            previewMail(kind, { language, variant, ...SENDER }).html,
          );
        }
      }
    }

    const [host, guest] = await addPeople(deps, 2);
    if (!host || !guest) throw new Error('nobody to invite');
    const gathering = await addGathering(deps, {
      hostId: host.id,
      place: 'Room 5 <b>&amp;',
      onlineUrl: 'https://meet.example.org/a?b=1&c=2',
      guestsAllowed: 2,
      asksNeeds: true,
    });
    const series = (await call('POST', '/api/v1/series', aSeries(host.id))).json();
    for (const url of [`/gatherings/${gathering.id}`, `/series/${series.id}`]) {
      await call('POST', `/api/v1${url}/invitations`, { personIds: [guest.id] });
    }
    await work(deps);
    const mailed = (await sink.parsed()).map(({ text }) => text ?? '').join('\n');
    const links = new Set(
      [...mailed.matchAll(/acquaint\.test(\/[a-z]\/[\w-]{20,}(?:\/\w+)?)/g)].map(([, path]) => path),
    );
    t.ok(links.size >= 4, 'the answer and the unsubscribe link of each of the two');
    const { cookie } = await addSession(deps, guest);
    const get = async (path: string, headers: Record<string, string> = {}) => {
      for (const language of LANGUAGES) {
        const { body } = await app.inject({
          url: path,
          headers: { 'accept-language': language, ...headers },
        });
        pages.set(`GET ${path} ${language}`, body);
      }
    };
    for (const path of links) await get(path ?? '');
    for (const path of links) {
      for (const answer of ['accepted', 'declined']) {
        const { body } = await app.inject({
          method: 'POST',
          url: path ?? '',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: `answer=${answer}`,
        });
        if (body.startsWith('<!doctype')) pages.set(`POST ${path} ${answer}`, body);
      }
    }
    for (const path of ['/', '/sign-in', `/r/${'x'.repeat(32)}`]) await get(path);
    await get('/me', { cookie });
    t.strictSame(await vnuFindings(t, pages), []);
  },
);
