import { spawnSync } from 'node:child_process';
import t from 'tap';

import { cardsPdf } from '../../src/room/cards-pdf.ts';

const NOW = new Date('2026-12-03T11:00:00Z');
const ELSEWHERE = 'Print it from https://acquaint.test/cards';

/** The words of each page, as a reader of PDF sees them; null where there is none here. */
async function pagesOf(cards: Parameters<typeof cardsPdf>[0]['cards']): Promise<string[] | null> {
  const pdf = await cardsPdf({ title: 'Cards', cards, elsewhere: ELSEWHERE }, NOW);
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return read.error ? null : read.stdout.split('\f').slice(0, -1);
}

const LACKED = ['高橋健太', '남궁민준', 'निर्मला थापा', 'ธนากร ศรีสุข', 'தமிழ்'];

t.test(
  'a line whose letters the font lacks is left empty, and its card says where to print it',
  async (t) => {
    for (const name of LACKED) {
      const pages = await pagesOf([
        { name, lines: ['Health', 'Ask me about:', 'Solar pumps'] },
        { name: 'Chloé Noël', lines: ['Legal', 'Ask me about:', `Bread and ${name}`] },
        { name: 'Đặng Mỹ', lines: ['Field'] },
      ]);
      if (!pages) return t.comment('SKIPPED: pdftotext is not here; the words of the PDF are not read');
      const [page = '', ...more] = pages;
      t.equal(more.length, 0);
      for (const shown of ['Health', 'Solar pumps', 'Chloé Noël', 'Legal', 'Đặng Mỹ', 'Field'])
        t.match(page, shown);
      t.notOk(page.includes(name));
      t.notMatch(page, 'Bread', 'a topic that is half there is not there');
      t.equal(page.split(ELSEWHERE).length - 1, 2, 'the note stands on the two cards that need it');
      t.notMatch(page, '\u0000', 'no letter is drawn as an empty box');
    }
  },
);

t.test('eight cards to a page; a long name is written smaller, on one line', async (t) => {
  const long = 'Wilhelmina Featherstonehaugh-Cholmondeley of Upper Saddlebrook';
  const pages = await pagesOf(
    Array.from({ length: 9 }, (_, i) => ({ name: i === 8 ? long : `Guest ${i}`, lines: ['Water'] })),
  );
  if (!pages) return t.comment('SKIPPED: pdftotext is not here; the words of the PDF are not read');
  t.same(
    pages.map((page) => page.split('Water').length - 1),
    [8, 1],
  );
  t.match(pages[1], long);
});
