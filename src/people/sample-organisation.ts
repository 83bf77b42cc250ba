import { PERSON_COLUMNS } from './people-columns.ts';
import type { PersonValues } from './person-rules.ts';
import { NAME_POOLS, type NamePool, spellings } from './sample-names.ts';
import { PASTIMES, type SampleUnit, SITES, type Site, UNITS } from './sample-places.ts';
import { type SampleRandom, sampleRandom } from './sample-random.ts';

/** Guests from outside, each looked after by a unit. */
const GUESTS = 6;
/** How many people one leads: a usual span of control. */
const TEAM_SIZE = 7;
/** Nobody of the sample started later; so many years back at most. */
const NEWEST_START = Date.UTC(2026, 10, 16);
const YEARS_BACK = 14;
const MS_PER_DAY = 86_400_000;
/** One in so many started within so many days: newcomers. */
const NEWCOMER_ONE_IN = 10;
const NEWCOMER_DAYS = 90;
/** Draws for a name nobody bears yet; after that two people share one, as in life. */
const NAME_DRAWS_MAX = 20;

/**
 * An invented organisation of 240 people in 14 units and 6 places, and 6 guests, the same for one seed. Addresses
 * are under the domains that RFC 2606 reserves. Everybody but the head has a manager; each stands above those they
 * manage in the list, so nobody manages in a circle.
 */
export function sampleOrganisation(seed: number): PersonValues[] {
  const random = sampleRandom(seed);
  const taken = new Set<string>();
  const people: PersonValues[] = [];
  for (const unit of UNITS) {
    const [chief] = people;
    people.push(...unitPeople(unit, chief?.email ?? null, random, taken));
  }
  for (let i = 0; i < GUESTS; i += 1) {
    const unit = random.pick(UNITS.slice(1));
    const guest = person(unit, 'example.net', random, taken);
    people.push({ ...guest, grade: null, managerEmail: null, startedOn: null, kind: 'guest' });
  }
  return people;
}

/** The sample organisation as a file that the import takes. */
export function sampleOrganisationCsv(seed: number): string {
  const lines = sampleOrganisation(seed).map((row) => {
    return PERSON_COLUMNS.map((column) => {
      const value = row[column];
      return quoted(Array.isArray(value) ? value.join(';') : (value ?? ''));
    }).join(',');
  });
  return `${[PERSON_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A unit's head, its leads, and the others spread over them. */
function unitPeople(
  unit: SampleUnit,
  chief: string | null,
  random: SampleRandom,
  taken: Set<string>,
): PersonValues[] {
  const head = { ...person(unit, 'example.org', random, taken), managerEmail: chief };
  head.grade = chief === null ? 'Director' : 'Head';
  const teams = Math.floor(unit.size / TEAM_SIZE) > 1 ? Math.floor(unit.size / TEAM_SIZE) : 0;
  const leads: PersonValues[] = [];
  const others: PersonValues[] = [];
  for (let i = 1; i < unit.size; i += 1) {
    const member = person(unit, 'example.org', random, taken);
    if (i <= teams) leads.push({ ...member, grade: 'Lead', managerEmail: head.email });
    else others.push({ ...member, managerEmail: (leads[i % (teams || 1)] ?? head).email });
  }
  return [head, ...leads, ...others];
}

function person(unit: SampleUnit, domain: string, random: SampleRandom, taken: Set<string>): PersonValues {
  const site = SITES[random.weighted(unit.sites)] ?? random.pick(SITES);
  const { name, address } = unusedName(site, domain, random, taken);
  const email = freeAddress(address, domain, taken);
  const elsewhere = random.sample(UNITS, 3).filter((other) => other.unit !== unit.unit);
  return {
    email,
    name,
    unit: unit.unit,
    location: site.location,
    timeZone: site.timeZone,
    grade: random.pick(['Associate', 'Officer', 'Officer', 'Senior Officer']),
    managerEmail: null,
    startedOn: startDay(random),
    languages: languagesOf(site, random),
    offers: [...random.sample(unit.topics, 1 + random.below(2)), random.pick(PASTIMES)],
    asks: elsewhere.slice(0, 2).map((other) => random.pick(other.topics)),
    kind: 'staff',
  };
}

function unusedName(site: Site, domain: string, random: SampleRandom, taken: Set<string>) {
  let drawn = personName(NAME_POOLS[random.pick(site.cultures)], random);
  for (let draws = 1; draws < NAME_DRAWS_MAX && taken.has(`${drawn.address}@${domain}`); draws += 1) {
    drawn = personName(NAME_POOLS[random.pick(site.cultures)], random);
  }
  return drawn;
}

function personName(pool: NamePool, random: SampleRandom): { name: string; address: string } {
  const given = spellings(random.pick(pool.given));
  const family = spellings(random.pick(pool.family));
  const inOrder = pool.familyFirst ? [family.shown, given.shown] : [given.shown, family.shown];
  return { name: inOrder.join(pool.joiner ?? ' '), address: `${given.latin}.${family.latin}` };
}

function freeAddress(localPart: string, domain: string, taken: Set<string>): string {
  let address = `${localPart}@${domain}`;
  for (let number = 2; taken.has(address); number += 1) address = `${localPart}${number}@${domain}`;
  taken.add(address);
  return address;
}

/** The first language of the place, mostly a second and at times a third. */
function languagesOf(site: Site, random: SampleRandom): string[] {
  return site.languages.slice(0, 1 + random.weighted([1, 7, 2]));
}

function startDay(random: SampleRandom): string {
  const days = random.below(NEWCOMER_ONE_IN) === 0 ? NEWCOMER_DAYS : YEARS_BACK * 365;
  return new Date(NEWEST_START - random.below(days) * MS_PER_DAY).toISOString().slice(0, 10);
}

function quoted(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
