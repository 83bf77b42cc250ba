import type { SeatedRound } from './model.ts';
import type { Room } from './room.ts';

/**
 * Seats those present on tables of the given sizes (largest first), keeping the fullest earlier tables together.
 * `loose` lists the seats of people who could not stay where they were.
 */
export function keepTables(
  room: Room,
  earlier: SeatedRound,
  sizes: Int32Array,
): { seats: Int32Array; loose: number[] } {
  const seated = new Uint8Array(room.size);
  const remaining = earlier.tables.map((table) =>
    table.seats.flatMap((id) => {
      const person = room.indexOf.get(id);
      if (person === undefined || seated[person] === 1) return [];
      seated[person] = 1;
      return [person];
    }),
  );
  remaining.sort((one, other) => other.length - one.length);
  const pool = remaining.slice(sizes.length).flat();
  for (let person = 0; person < room.size; person++) if (seated[person] === 0) pool.push(person);
  const staying = Array.from(sizes, (size, t) => {
    const table = remaining[t] ?? [];
    pool.push(...table.slice(size));
    return table.slice(0, size);
  });
  const seats = new Int32Array(room.size);
  const loose: number[] = [];
  let at = 0;
  for (const [t, table] of staying.entries()) {
    for (let seat = 0; seat < sizes[t]!; seat++, at++) {
      const stays = table[seat];
      if (stays === undefined) loose.push(at);
      seats[at] = stays ?? pool.pop()!;
    }
  }
  return { seats, loose };
}
