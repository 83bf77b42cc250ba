import { PERSON_COLUMNS } from '../people/people-columns.ts';

/** Lines written at a time, about 200 kB. */
const LINES_PER_CHUNK = 1_000;
/** How many people one manages in the made-up organisation. */
const SPAN = 8;
const UNIT_SIZE = 500;
const SITES = [
  ['Nairobi', 'Africa/Nairobi'],
  ['Genève', 'Europe/Zurich'],
  ['Bogotá', 'America/Bogota'],
  ['काठमाडौँ', 'Asia/Kathmandu'],
] as const;

/** A CSV file of `rows` people, made while it is read: the same for the same number. */
export async function* peopleFile(rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from(`${PERSON_COLUMNS.join(',')}\n`);
  for (let from = 0; from < rows; from += LINES_PER_CHUNK) {
    const length = Math.min(LINES_PER_CHUNK, rows - from);
    yield Buffer.from(Array.from({ length }, (_, i) => lineOf(from + i)).join(''));
  }
}

function lineOf(i: number): string {
  const [location, timeZone] = SITES[i % SITES.length] ?? SITES[0];
  const manager = i === 0 ? '' : address(Math.floor((i - 1) / SPAN));
  const day = String((i % 28) + 1).padStart(2, '0');
  const lists = `en;sw,"Budgets, plans;Maps ${i % 50}",Data;Topic ${i % 70}`;
  const unit = `Unit ${Math.floor(i / UNIT_SIZE)}`;
  return `${address(i)},Zoë Müller ${i},${unit},${location},${timeZone},G${i % 7},${manager},2020-03-${day},${lists},staff\n`;
}

function address(i: number): string {
  return `person.${i}@example.org`;
}
