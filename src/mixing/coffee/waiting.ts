import { indexes, type Random, shuffle } from '../random.ts';
import type { CoffeeRoom } from './coffee-room.ts';

/** Who waits for a table: all of them, and those of each site, so that people who meet in person find each other. */
export type Waiting = { all: Pool; sites: Pool[]; site: Int32Array };

/** Some people in no order, and where each of them stands; taking one out costs the same whatever their number. */
type Pool = { order: Int32Array; count: number; at: Int32Array };

/** Everybody waits. */
export function everybodyWaits({ people, size }: CoffeeRoom, random: Random): Waiting {
  const codes = new Map<string, number>();
  const site = Int32Array.from(people, ({ location }) => {
    const code = codes.get(location) ?? codes.size;
    codes.set(location, code);
    return code;
  });
  const members = Array.from({ length: codes.size }, (): number[] => []);
  const all = shuffle(indexes(size), random);
  for (const place of all) members[site[place]!]!.push(place);
  const atSite = new Int32Array(size);
  return {
    all: poolOf(all, new Int32Array(size)),
    sites: members.map((places) => poolOf(Int32Array.from(places), atSite)),
    site,
  };
}

function poolOf(order: Int32Array, at: Int32Array): Pool {
  for (let k = 0; k < order.length; k++) at[order[k]!] = k;
  return { order, count: order.length, at };
}

/** Whether somebody still waits. */
export const waits = ({ all }: Waiting, place: number): boolean => all.at[place] !== -1;

/** Somebody takes a seat. */
export function take({ all, sites, site }: Waiting, place: number): void {
  takeFrom(all, place);
  takeFrom(sites[site[place]!]!, place);
}

function takeFrom(pool: Pool, place: number): void {
  const hole = pool.at[place]!;
  const last = pool.order[--pool.count]!;
  pool.order[hole] = last;
  pool.at[last] = hole;
  pool.at[place] = -1;
}

/** Somebody by chance from those whom a person may be able to reach, or −1; every other look is on the spot. */
export function look(
  waiting: Waiting,
  { people }: CoffeeRoom,
  from: number,
  { turn, random }: { turn: number; random: Random },
): number {
  const { remote, inPerson } = people[from]!;
  const { order, count } =
    inPerson && (!remote || turn % 2 === 1) ? waiting.sites[waiting.site[from]!]! : waiting.all;
  return count === 0 ? -1 : order[random.below(count)]!;
}
