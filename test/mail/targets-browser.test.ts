import t from 'tap';

import { signInContent } from '../../src/accounts/sign-in-message.ts';
import { composeInvitationMail } from '../../src/invitations/compose-mail.ts';
import { speak } from '../../src/languages/speak.ts';
import { renderHtml } from '../../src/mail/template.tsx';
import { aDueMail } from '../fixtures/a-due-mail.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';
import { mailParts } from '../fixtures/mail-parts.ts';

/** What a finger needs (WCAG 2.2, 2.5.5), and the width of a phone. */
const TARGET_PX_MIN = 44;
const PHONE = { width: 390, height: 844 };

t.test(
  'every link of every mail is large enough for a finger and inside the screen',
  withBrowser,
  async (t) => {
    const page = await (await newBrowser(t)).newPage({ viewport: PHONE, javaScriptEnabled: false });
    const onlineUrl = `https://meet.example.org/${'long-name-of-a-room/'.repeat(12)}`;
    const kinds = ['invitation', 'update', 'cancellation', 'offer'] as const;
    const mails = kinds.map(
      (kind) => composeInvitationMail(aDueMail({ kind, gathering: { onlineUrl } }), mailParts()).html,
    );
    for (const html of [
      ...mails,
      renderHtml(signInContent('https://acquaint.test/sign-in/x', 30, speak('en'))),
    ]) {
      await page.setContent(html);
      const title = await page.title();
      const links = await page.getByRole('link').all();
      t.ok(links.length > 0);
      for (const link of links) {
        const box = await link.boundingBox();
        const name = `${title}: ${(await link.textContent())?.slice(0, 40)}`;
        t.ok(box && box.height >= TARGET_PX_MIN && box.width >= TARGET_PX_MIN, name);
        t.ok(box && box.x >= 0 && box.x + box.width <= PHONE.width, `${name}: inside the screen`);
      }
    }
  },
);
