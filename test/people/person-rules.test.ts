import t from 'tap';

import type { Written } from '../../src/people/field-rules.ts';
import { checkPerson, isOwnManager, type PersonField } from '../../src/people/person-rules.ts';

const complete = {
  email: 'ana@example.org',
  name: 'Ana Silva',
  unit: 'Finance',
  location: 'Nairobi',
  timeZone: 'Africa/Nairobi',
  grade: 'G4',
  managerEmail: 'ben@example.org',
  startedOn: '2020-02-29',
  languages: ['en', 'sw'],
  offers: ['Budgets'],
  asks: ['Maps'],
  kind: 'staff',
};

t.test('a person who breaks no rule comes back as it is kept', async (t) => {
  t.strictSame(checkPerson(complete), { values: complete });
});

t.test(
  'texts are trimmed and composed, lists lose empty and repeated entries, empty optional texts are null',
  async (t) => {
    const checked = checkPerson({
      email: ' Ana@Example.ORG ',
      name: ' Zoe\u0308 Mu\u0308ller ',
      grade: '  ',
      managerEmail: '',
      startedOn: null,
      languages: ['PT-br', 'en', '', 'EN'],
      offers: [' Maps ', 'Maps', ''],
      asks: [],
    });
    t.strictSame(checked, {
      values: {
        email: 'Ana@example.org',
        name: 'Zoë Müller',
        grade: null,
        managerEmail: null,
        startedOn: null,
        languages: ['pt-BR', 'en'],
        offers: ['Maps'],
        asks: [],
      },
    });
  },
);

t.test('names of every script are names', async (t) => {
  const names = [
    'Wanjirũ wa Thiong’o',
    'नवीन श्रेष्ठ',
    '李小龍',
    'محمد علی‌زاده',
    'Ольга Шевченко',
    'Þórdís Örvarsdóttir',
    'Suharto',
    'ฟ้าใส ใจดี',
    'ᐊᒥᐊᓇ',
    '𠮷野家',
    'J. R. Smith-Jones, Jr.',
    'St.John Ervine',
    'X Æ A-12',
  ];
  for (const name of names) t.strictSame(checkPerson({ name }), { values: { name } }, name);
  t.strictSame(checkPerson({ name: '𠮷'.repeat(200) }), { values: { name: '𠮷'.repeat(200) } });
});

t.test('a name that could mislead or break a line is refused', async (t) => {
  const names = [
    '',
    '   ',
    'a'.repeat(201),
    'ana@example.org',
    'Ana https://evil.example',
    'www.evil.example',
    'Ana evil.example/x',
    'Ana\r\nBcc: x',
    'Ana\u0000',
    'Ana\u202Egnp.exe',
    'Ana\u2028Silva',
    'Ana\uD800',
    'Ana\uFFFD',
    '--- ...',
  ];
  for (const [index, name] of names.entries()) {
    t.match(checkPerson({ name }), { problems: [{ field: 'name' }] }, `name ${index}`);
  }
});

t.test('every broken rule is named with its field', async (t) => {
  const broken: [PersonField, Written, string][] = [
    ['email', 'x', 'must be one plain e-mail address such as ana@example.org, at most 254 characters'],
    ['unit', '', 'must have 1 to 100 characters'],
    ['location', 'x'.repeat(101), 'must have 1 to 100 characters'],
    ['timeZone', 'Mars/base', 'must be a time zone of the IANA database such as Africa/Nairobi'],
    ['grade', 'a\tb', 'must not hold line breaks, control characters or characters that are not UTF-8'],
    [
      'managerEmail',
      'boss',
      'must be one plain e-mail address such as ana@example.org, at most 254 characters',
    ],
    ['startedOn', '2023-02-29', 'must be a day that exists, as yyyy-mm-dd, from 1900 to 2199'],
    ['leftOn', '2023-2-1', 'must be a day that exists, as yyyy-mm-dd, from 1900 to 2199'],
    ['pausedUntil', '1023-02-01', 'must be a day that exists, as yyyy-mm-dd, from 1900 to 2199'],
    ['awayFrom', '2023-13-01', 'must be a day that exists, as yyyy-mm-dd, from 1900 to 2199'],
    ['languages', ['en', 'english language'], 'each entry must be a language tag such as en or pt-BR'],
    ['languages', ['en-x'], 'each entry must be a language tag such as en or pt-BR'],
    ['offers', ['x'.repeat(101)], 'each entry must have 1 to 100 characters'],
    ['asks', Array.from({ length: 21 }, (_, i) => `topic ${i}`), 'must have at most 20 entries'],
    ['kind', 'robot', 'must be staff or guest'],
  ];
  for (const [field, written, message] of broken) {
    t.strictSame(checkPerson({ [field]: written }), { problems: [{ field, message }] }, field);
  }
  t.strictSame(
    checkPerson({ ...complete, unit: '', kind: 'x', startedOn: 'soon' }),
    {
      problems: [
        { field: 'unit', message: 'must have 1 to 100 characters' },
        { field: 'startedOn', message: 'must be a day that exists, as yyyy-mm-dd, from 1900 to 2199' },
        { field: 'kind', message: 'must be staff or guest' },
      ],
    },
    'all at once, in the order they were given',
  );
});

t.test('nobody is their own manager, whatever the case of the address', async (t) => {
  t.equal(isOwnManager({ email: 'Ana@example.org', managerEmail: 'ana@EXAMPLE.org' }), true);
  t.equal(isOwnManager({ email: 'ana@example.org', managerEmail: 'ben@example.org' }), false);
  t.equal(isOwnManager({ email: 'ana@example.org', managerEmail: null }), false);
  t.equal(isOwnManager({}), false);
});
