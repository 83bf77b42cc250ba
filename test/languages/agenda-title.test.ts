import t from 'tap';

import { FORMATS } from '../../src/gatherings/formats/index.ts';
import { agendaTitle } from '../../src/languages/agenda-title.ts';
import { en } from '../../src/languages/en.ts';
import { speak } from '../../src/languages/speak.ts';

/** Two days, the longest length of any format, in minutes. */
const LENGTH_MAX = 2_880;

t.test('every line that a format puts into an agenda has its words, and no other has', async (t) => {
  const titles = new Set<string>();
  for (const format of Object.values(FORMATS)) {
    for (let minutes = 1; minutes <= LENGTH_MAX; minutes += 1) {
      const input = {
        durationMinutes: minutes,
        startLocal: '2026-12-03T14:00:00',
        capacity: null,
        place: null,
        onlineUrl: null,
        facilitatorId: null,
        mixing: null,
      };
      if (
        format.check(input).some(({ severity, pointer }) => severity === 'refuse' && /duration/.test(pointer))
      )
        continue;
      for (const { title } of format.agenda(minutes)) titles.add(`agenda: ${title}`);
    }
  }
  const known = Object.keys(en).filter((key) => key.startsWith('agenda: '));
  t.same(known.sort(), [...titles].sort());
  for (const key of known) t.equal((en as Record<string, unknown>)[key], key.slice('agenda: '.length));
});

t.test('what an organiser wrote stays as it is', async (t) => {
  t.equal(agendaTitle('Break', speak('ar')), 'استراحة');
  t.equal(agendaTitle('Tea in the garden', speak('ar')), 'Tea in the garden');
  t.equal(agendaTitle('__proto__', speak('fr')), '__proto__');
});
