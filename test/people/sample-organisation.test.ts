import t from 'tap';

import { checkPerson, type PersonValues } from '../../src/people/person-rules.ts';
import { readPeopleCsv } from '../../src/people/read-people-csv.ts';
import { sampleOrganisation, sampleOrganisationCsv } from '../../src/people/sample-organisation.ts';

const SEED = 1;
const people = sampleOrganisation(SEED);
const staff = people.filter((person) => person.kind === 'staff');

function countBy(rows: PersonValues[], field: 'unit' | 'location' | 'timeZone'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
  return counts;
}

t.test('there are 240 people in 14 units, 6 places and 5 time zones, and 6 guests', async (t) => {
  t.equal(staff.length, 240);
  t.equal(people.length, 246);
  for (const rows of [staff, people]) {
    t.equal(countBy(rows, 'unit').size, 14);
    t.equal(countBy(rows, 'location').size, 6);
    t.equal(countBy(rows, 'timeZone').size, 5);
  }
  t.strictSame(
    [...countBy(staff, 'unit').values()],
    [5, 46, 31, 28, 20, 18, 16, 15, 14, 13, 12, 10, 7, 5],
    'units of very different size',
  );
});

t.test('addresses are unique and under the reserved domains, guests under another one', async (t) => {
  t.equal(new Set(people.map((person) => person.email.toLowerCase())).size, 246);
  const strange = people.filter(({ email, kind }) => {
    const [localPart = '', domain] = email.split('@');
    return (
      !/^[a-z]+\.[a-z]+\d*$/.test(localPart) || domain !== (kind === 'guest' ? 'example.net' : 'example.org')
    );
  });
  t.strictSame(strange, []);
});

t.test('everybody but the head and the guests has a manager who stands above them', async (t) => {
  const above = new Set<string>();
  const withoutManager: string[] = [];
  const below: string[] = [];
  for (const person of staff) {
    if (person.managerEmail === null) withoutManager.push(person.email);
    else if (!above.has(person.managerEmail)) below.push(person.email);
    above.add(person.email);
  }
  t.equal(withoutManager.length, 1);
  t.strictSame(below, []);
  t.ok(people.filter((person) => person.kind === 'guest').every((guest) => guest.managerEmail === null));
});

t.test('everybody keeps the rules of the directory and has languages, offers and a grade', async (t) => {
  t.strictSame(
    people.map((person) => checkPerson(person)),
    people.map((person) => ({ values: person })),
  );
  t.ok(people.every((person) => person.languages.length > 0 && person.offers.length > 1));
  t.ok(staff.every((person) => person.grade !== null && person.startedOn !== null));
});

t.test('names come in at least ten scripts', async (t) => {
  const scripts = `Arabic Armenian Bengali Canadian_Aboriginal Cyrillic Devanagari Ethiopic Georgian Greek Han
    Hangul Hebrew Hiragana Latin Tamil Thai`.split(/\s+/);
  const met = scripts.filter((script) => {
    return people.some((person) => new RegExp(`\\p{Script=${script}}`, 'u').test(person.name));
  });
  t.ok(met.length >= 10, met.join(' '));
});

t.test('one seed gives one organisation, another seed another one', async (t) => {
  t.equal(sampleOrganisationCsv(SEED), sampleOrganisationCsv(SEED));
  t.not(sampleOrganisationCsv(SEED + 1), sampleOrganisationCsv(SEED));
});

t.test('the file reads back as the same people', async (t) => {
  const csv = await readPeopleCsv(
    (async function* () {
      yield Buffer.from(sampleOrganisationCsv(SEED));
    })(),
  );
  if ('problems' in csv) throw new Error(csv.problems.join());
  const read: unknown[] = [];
  for await (const line of csv.lines) {
    const checked = 'row' in line ? checkPerson(line.row) : line;
    read.push('values' in checked ? checked.values : checked);
  }
  t.strictSame(read, people);
});
