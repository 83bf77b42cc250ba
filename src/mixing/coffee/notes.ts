import { COOLDOWN_ROUNDS, type CoffeeInput, type CoffeeTable } from './model.ts';

/** What a draw could not keep, in sentences; nobody is named, nor who asked to be kept from whom. */
export function notesOf(
  { mode, tableSize, people }: CoffeeInput,
  tables: readonly CoffeeTable[],
  unmatched: number,
): string[] {
  const notes: string[] = [];
  const again = tables.flatMap((table) => (table.again === null ? [] : [table.again]));
  if (again.length > 0) {
    const freshest = again.reduce((least, rounds) => Math.min(least, rounds));
    notes.push(
      `The cooldown of ${COOLDOWN_ROUNDS} rounds was shortened, oldest meetings first: ` +
        `at ${counted(again.length, 'table')} people meet again, the latest after ${counted(freshest, 'round')}. ` +
        'More members, or fewer rounds, would keep it.',
    );
  }
  const other = tables.filter(({ seats }) => seats.length !== tableSize).length;
  if (other > 0)
    notes.push(`${counted(other, 'table')} of another size than ${tableSize}, so that nobody is left over.`);
  if (unmatched > 0)
    notes.push('Not everybody could be given somebody; they were told why, and come first next time.');
  if (mode === 'two-organisations') {
    const sides = new Map(people.map(({ id, side }) => [id, side]));
    const single = tables.filter(({ seats }) => new Set(seats.map((id) => sides.get(id))).size === 1).length;
    if (single > 0)
      notes.push(
        `${counted(single, 'table')} of one organisation alone, as the other one has too few people.`,
      );
  }
  return notes;
}

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
