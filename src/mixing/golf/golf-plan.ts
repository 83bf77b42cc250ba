/** Rounds of the social golfer problem: each a list of people, group after group of `size`. */
export type GolfRounds = Int32Array[];

/** Times that two who were in one group before are so again, summed over pairs. */
export function countRepeats(rounds: GolfRounds, size: number): number {
  const people = rounds[0]?.length ?? 0;
  const met = new Uint8Array(people * people);
  let repeats = 0;
  for (const round of rounds)
    for (let from = 0; from < people; from += size)
      for (let i = from; i < from + size; i++)
        for (let j = from; j < i; j++) {
          const pair = Math.min(round[i]!, round[j]!) * people + Math.max(round[i]!, round[j]!);
          if (met[pair] === 1) repeats++;
          met[pair] = 1;
        }
  return repeats;
}

/** The fewest repeats that counting pairs allows: so many pairs sit together, so many pairs there are. */
export function repeatsMin(groups: number, size: number, rounds: number): number {
  const people = groups * size;
  return Math.max(0, (rounds * people * (size - 1)) / 2 - (people * (people - 1)) / 2);
}
