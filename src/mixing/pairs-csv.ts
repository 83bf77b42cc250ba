import { badLine, type Csv, needed, type ReadSoFar, type Row, readRows } from './csv-rows.ts';
import { dayNumber } from './days.ts';
import { WEIGHT_MAX } from './levels.ts';
import { MetColumns } from './met-columns.ts';
import type { Meetings, MixPerson, Rules, Wish } from './model.ts';

/** Meetings from CSV with the columns `a,b,metOn`; each id must be one of `people`. Throws `bad-file` naming the line. */
export function parseHistoryCsv(csv: Csv, people: readonly MixPerson[], soFar?: ReadSoFar): Meetings {
  const met = new MetColumns(people);
  const days = new Map<string, number>();
  readPairs(
    csv,
    people,
    'metOn',
    (row, a, b) => {
      const metOn = needed(row, 'metOn');
      let day = days.get(metOn);
      if (day === undefined) {
        day = dayOf(metOn, row.line);
        days.set(metOn, day);
      }
      met.add(a, b, day);
    },
    soFar,
  );
  return met;
}

function dayOf(metOn: string, line: number): number {
  try {
    return dayNumber(metOn);
  } catch {
    throw badLine(line, `metOn: “${metOn}” is not a date of the form yyyy-mm-dd`);
  }
}

/** Rules about pairs from CSV with the columns `a,b,rule`, the rule being `together` or `apart`. Throws `bad-file`. */
export function parseRulesCsv(csv: Csv, people: readonly MixPerson[]): Pick<Rules, 'together' | 'apart'> {
  const rules = { together: [] as [string, string][], apart: [] as [string, string][] };
  readPairs(csv, people, 'rule', (row, a, b) => {
    const rule = needed(row, 'rule');
    if (rule !== 'together' && rule !== 'apart')
      throw badLine(row.line, `rule: “${rule}” is neither together nor apart`);
    rules[rule].push([people[a]!.id, people[b]!.id]);
  });
  return rules;
}

/** Requests from CSV with the columns `a,b,weight`, the weight from −9 to 9 and not 0. Throws `bad-file`. */
export function parseWishesCsv(csv: Csv, people: readonly MixPerson[]): Wish[] {
  const wishes: Wish[] = [];
  readPairs(csv, people, 'weight', (row, a, b) => {
    const weight = Number(needed(row, 'weight').replace('−', '-'));
    if (!Number.isInteger(weight) || weight === 0 || Math.abs(weight) > WEIGHT_MAX)
      throw badLine(
        row.line,
        `weight: “${row.record.weight}” is not a whole number from -9 to 9 other than 0`,
      );
    wishes.push({ a: people[a]!.id, b: people[b]!.id, weight });
  });
  return wishes;
}

/** Gives each row about two different people who are known, by their place in the list. */
function readPairs(
  csv: Csv,
  people: readonly MixPerson[],
  column: string,
  each: (row: Row, a: number, b: number) => void,
  soFar?: ReadSoFar,
): void {
  const known = new Map(people.map(({ id }, i) => [id, i]));
  const placeOf = (row: Row, end: 'a' | 'b'): number => {
    const id = needed(row, end);
    const place = known.get(id);
    if (place === undefined) throw badLine(row.line, `nobody has the id ${id}`);
    return place;
  };
  readRows(
    csv,
    ['a', 'b', column],
    (row) => {
      const [a, b] = [placeOf(row, 'a'), placeOf(row, 'b')];
      if (a === b) throw badLine(row.line, `a and b are both ${people[a]!.id}`);
      each(row, a, b);
    },
    soFar,
  );
}
