import { eq } from 'drizzle-orm';
import t from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import { invitations } from '../../src/db/schema/index.ts';
import { answer } from '../../src/invitations/answer.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { addCast, aRequest } from '../fixtures/peer-assists.ts';
import { work } from '../fixtures/work.ts';

const PHONE = { width: 320, height: 700 };

t.test(
  'on a phone, in both directions, every page of an assist can be read and used',
  withBrowser,
  async (t) => {
    const sink = await createSink(t);
    const { app, call, deps, clock } = await createApp(t, { smtpUrl: sink.url });
    const cast = await addCast(deps);
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const asked = aRequest(cast, {
      durationMinutes: 1_920,
      problem: `${'Grundstücksverkehrsgenehmigungszuständigkeit '.repeat(3)}\nنقل البيانات دون إغلاق الشباك`,
    });
    const path = `/api/v1/peer-assists/${(await call('POST', '/api/v1/peer-assists', asked)).json().id}`;
    await call('POST', `${path}/submit`);
    await call('POST', `${path}/panel`);
    const { gatheringId } = (await call('POST', `${path}/confirm`)).json();
    const links: Record<string, string> = {};
    const collect = async (name: string, kind: 'r' | 'l', subject: RegExp) => {
      await keepTime(deps);
      await work(deps);
      const found = (await sink.parsed()).findLast((one) => subject.test(one.subject ?? ''));
      links[name] = found?.text?.match(new RegExp(`/${kind}/[\\w-]{32}`))?.[0] ?? 'missing';
    };
    const browser = await newBrowser(t);
    const page = await browser.newPage({ viewport: PHONE });
    const look = async (name: string) => {
      for (const language of ['en', 'ar']) {
        await page.goto(`${url}${links[name]}?lang=${language}`);
        t.same(await axeFindings(page), [], `${name} ${language}`);
        t.equal(
          await page.evaluate(() => document.documentElement.scrollWidth),
          PHONE.width,
          `${name} ${language}`,
        );
        if (process.env.SCREENSHOTS)
          await page.screenshot({
            path: `${process.env.SCREENSHOTS}/${name}-${language}.png`,
            fullPage: true,
          });
      }
    };

    await collect('answer', 'r', /^Invitation/);
    await look('answer');
    for (const { id } of await deps.db
      .select()
      .from(invitations)
      .where(eq(invitations.gatheringId, gatheringId))) {
      await deps.db.transaction((tx) =>
        answer(tx, { key: { invitationId: id }, answer: 'accepted' }, deps.now()),
      );
    }
    clock.set('2026-11-18T12:00:00Z');
    await collect('sheet', 'l', /^The sheet/);
    await look('sheet');
    clock.set('2026-11-23T12:00:00Z');
    await keepTime(deps);
    await collect('host', 'l', /^Your actions/);
    await look('host');
    await page.goto(`${url}${links.host}`);
    await page.getByLabel('Idea').fill('Move in stages');
    await page.getByLabel('What you do with it').selectOption('adapted');
    await page.getByLabel('Why').fill('Two stages are enough.');
    await page.getByRole('button').click();
    t.equal(await page.getByRole('status').textContent(), 'Saved. Those who assisted you see it.');
    t.same(await axeFindings(page), []);
    clock.advance(2 * 60 * 60_000);
    await collect('assister', 'l', /^What becomes/);
    await look('assister');
    clock.set('2026-12-21T12:00:00Z');
    await collect('outcome', 'l', /^What came of it/);
    await look('outcome');
  },
);
