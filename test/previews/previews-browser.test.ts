import t from 'tap';

import { LANGUAGES } from '../../src/languages/languages.ts';
import { PREVIEW_KINDS, previewMail, VARIANTS, variantsOf } from '../../src/previews/preview-mails.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { newBrowser, withBrowser } from '../fixtures/browser.ts';

const SENDER = { publicUrl: 'https://acquaint.test', mailFrom: 'acquaint@example.org' };
/** A phone in the dark with what is hard to fit, and a desk in the light. */
const SCREENS = {
  remote: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  room: { viewport: { width: 1200, height: 900 }, colorScheme: 'light' },
  series: { viewport: { width: 320, height: 700 }, colorScheme: 'light' },
  moved: { viewport: { width: 1200, height: 900 }, colorScheme: 'dark' },
} as const;
/** What a finger needs (WCAG 2.2, 2.5.5). */
const TARGET_PX_MIN = 44;

t.test('axe finds nothing in any mail, and nothing leaves the screen', withBrowser, async (t) => {
  const browser = await newBrowser(t);
  for (const variant of VARIANTS) {
    const page = await browser.newPage(SCREENS[variant]);
    const { width } = SCREENS[variant].viewport;
    for (const kind of PREVIEW_KINDS.filter((one) => variantsOf(one).includes(variant))) {
      for (const language of LANGUAGES) {
        const name = `${kind} ${language} ${width}`;
        await page.setContent(previewMail(kind, { language, variant, ...SENDER }).html);
        t.same(await axeFindings(page), [], name);
        t.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
        for (const link of await page.getByRole('link').all()) {
          const box = await link.boundingBox();
          t.ok(box && box.height >= TARGET_PX_MIN && box.width >= TARGET_PX_MIN, `${name}: a finger hits`);
        }
      }
    }
    await page.close();
  }
});
