import { badLine, csvRows, needed, type Row } from './csv-rows.ts';
import { dayNumber } from './days.ts';
import { WEIGHT_MAX } from './levels.ts';
import type { Met, MixPerson, Rules, Wish } from './model.ts';

/** Meetings from CSV text with the columns `a,b,metOn`; each id must be one of `people`. Throws `bad-file` naming the line. */
export function parseHistoryCsv(text: string, people: readonly MixPerson[]): Met[] {
  return pairRows(text, people, 'metOn').map((row) => {
    const metOn = needed(row, 'metOn');
    try {
      dayNumber(metOn);
    } catch {
      throw badLine(row.line, `metOn: “${metOn}” is not a date of the form yyyy-mm-dd`);
    }
    return { a: row.a, b: row.b, metOn };
  });
}

/** Rules about pairs from CSV text with the columns `a,b,rule`, the rule being `together` or `apart`. Throws `bad-file`. */
export function parseRulesCsv(text: string, people: readonly MixPerson[]): Pick<Rules, 'together' | 'apart'> {
  const rules = { together: [] as [string, string][], apart: [] as [string, string][] };
  for (const row of pairRows(text, people, 'rule')) {
    const rule = needed(row, 'rule');
    if (rule !== 'together' && rule !== 'apart')
      throw badLine(row.line, `rule: “${rule}” is neither together nor apart`);
    rules[rule].push([row.a, row.b]);
  }
  return rules;
}

/** Requests from CSV text with the columns `a,b,weight`, the weight from −9 to 9 and not 0. Throws `bad-file`. */
export function parseWishesCsv(text: string, people: readonly MixPerson[]): Wish[] {
  return pairRows(text, people, 'weight').map((row) => {
    const weight = Number(needed(row, 'weight').replace('−', '-'));
    if (!Number.isInteger(weight) || weight === 0 || Math.abs(weight) > WEIGHT_MAX)
      throw badLine(
        row.line,
        `weight: “${row.record.weight}” is not a whole number from -9 to 9 other than 0`,
      );
    return { a: row.a, b: row.b, weight };
  });
}

/** Rows about two different people who are known. */
function pairRows(
  text: string,
  people: readonly MixPerson[],
  column: string,
): (Row & { a: string; b: string })[] {
  const known = new Set(people.map((person) => person.id));
  return csvRows(text, ['a', 'b', column]).rows.map((row) => {
    const [a, b] = [needed(row, 'a'), needed(row, 'b')];
    for (const id of [a, b]) if (!known.has(id)) throw badLine(row.line, `nobody has the id ${id}`);
    if (a === b) throw badLine(row.line, `a and b are both ${a}`);
    return { ...row, a, b };
  });
}
