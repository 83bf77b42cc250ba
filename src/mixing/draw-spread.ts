/** How places are spread over units and locations: in proportion to their people, or evenly. */
export type Spread = 'proportion' | 'even';

/**
 * How much a unit or location wants one more place: Adams' divisor, people for each place held. Without a place it
 * comes before everybody with one; evenly spread, all count as equally large.
 */
export const wants = (spread: Spread, people: number, seats: number): number => {
  if (seats === 0) return Number.POSITIVE_INFINITY;
  return (spread === 'even' ? 1 : people) / seats;
};

/** Places for each unit; of the units in `tied`, all of which want the last places equally, `extra` get one more. */
export type UnitSeats = { base: Int32Array; tied: number[]; extra: number };

/**
 * Spreads places over units, each to the one that wants it most. `seated` are those already there, `available` bounds
 * what a unit can take. Gives fewer places where fewer can be filled. Takes time in proportion to places × units.
 */
export function spreadOverUnits(
  spread: Spread,
  people: Int32Array,
  seated: Int32Array,
  available: Int32Array,
  places: number,
): UnitSeats {
  const base = new Int32Array(people.length);
  const wanted = (unit: number): number =>
    base[unit]! < available[unit]! ? wants(spread, people[unit]!, seated[unit]! + base[unit]!) : -1;
  let last = -1;
  let given = 0;
  for (; given < places; given++) {
    let best = -1;
    let most = -1;
    for (let unit = 0; unit < people.length; unit++) {
      const want = wanted(unit);
      if (want <= most) continue;
      best = unit;
      most = want;
    }
    if (best < 0) break;
    base[best]!++;
    last = most;
  }
  if (given < places || given === 0) return { base, tied: [], extra: 0 };
  const tied: number[] = [];
  let extra = 0;
  for (let unit = 0; unit < people.length; unit++) {
    const before = seated[unit]! + base[unit]! - 1;
    if (base[unit]! > 0 && wants(spread, people[unit]!, before) === last) {
      base[unit]!--;
      extra++;
      tied.push(unit);
    } else if (wanted(unit) === last) tied.push(unit);
  }
  return { base, tied, extra };
}
