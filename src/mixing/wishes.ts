import { WEIGHT_MAX } from './levels.ts';
import { MixingError } from './mixing-error.ts';
import type { Wish } from './model.ts';
import type { Room } from './room.ts';

/** Requests as indexes; those about oneself or somebody who is not in the room are left out. */
export type WishIndex = { a: number; b: number; weight: number }[];

/** Indexes requests. Throws `aims-out-of-range` for a weight that is not a whole number from −9 to 9, or is 0. */
export function indexWishes(room: Room, wishes: readonly Wish[] = []): WishIndex {
  return wishes.flatMap(({ a, b, weight }) => {
    if (!Number.isInteger(weight) || weight === 0 || Math.abs(weight) > WEIGHT_MAX)
      throw new MixingError(
        'aims-out-of-range',
        `The weight of a wish must be a whole number from −${WEIGHT_MAX} to ${WEIGHT_MAX} and not 0.`,
      );
    const i = room.indexOf.get(a);
    const j = room.indexOf.get(b);
    return i === undefined || j === undefined || i === j ? [] : [{ a: i, b: j, weight }];
  });
}
