import { type Random, shuffle } from './random.ts';

/**
 * A random order of everybody on the seats of one round in which each circle (people who stay together) sits at one
 * table, the largest circles placed first; where no table has room left, a circle is spread and the search must mend it.
 */
export function startSeats(
  people: number,
  sizes: Int32Array,
  circles: readonly number[][],
  random: Random,
): Int32Array {
  const tables = Array.from(sizes, (): number[] => []);
  const order = shuffle(
    tables.map((_, t) => t),
    random,
  );
  const placed = new Uint8Array(people);
  for (const circle of [...circles].sort((one, other) => other.length - one.length)) {
    const table = order.find((t) => tables[t]!.length + circle.length <= sizes[t]!);
    if (table === undefined) continue;
    for (const person of circle) {
      tables[table]!.push(person);
      placed[person] = 1;
    }
  }
  const rest = Int32Array.from({ length: people }, (_, i) => i).filter((person) => placed[person] === 0);
  shuffle(rest, random);
  let next = 0;
  const seats = tables.flatMap((table, t) => {
    while (table.length < sizes[t]!) table.push(rest[next++]!);
    return table;
  });
  return Int32Array.from(seats);
}
