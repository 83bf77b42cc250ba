import { MixingError } from './mixing-error.ts';
import type { AttributeAim, MixPerson } from './model.ts';
import { codesOf } from './room.ts';

/** An attribute with everybody's code in it (−1 where unknown: two unknowns are not alike) and its weight. */
export type Trait = { codes: Int32Array; weight: number };

/** What is mixed by, the most important level first; the attributes of one level are weighed against each other. */
export type Level = Trait[];

/** The order of aims of the product: across units, then locations, then grades. */
export const MIX_BY: readonly (readonly AttributeAim[])[] = [
  [{ attribute: 'unit' }],
  [{ attribute: 'location' }],
  [{ attribute: 'grade' }],
];

/** Every attribute is a bit of a pair's kind; more would make kinds too many to hold one cost each. */
const ATTRIBUTES_MAX = 8;
/** Weights are small whole numbers, so that sums of them are exact. */
export const WEIGHT_MAX = 9;

/** Gives everybody a code in each attribute. Throws `aims-out-of-range` for too many attributes or a weight that is none. */
export function indexLevels(
  people: readonly MixPerson[],
  mixBy: readonly (readonly AttributeAim[])[] = MIX_BY,
): Level[] {
  if (mixBy.flat().length > ATTRIBUTES_MAX)
    throw new MixingError('aims-out-of-range', `A plan mixes by at most ${ATTRIBUTES_MAX} attributes.`);
  return mixBy.map((level) =>
    level.map(({ attribute, weight = 1 }) => {
      if (!Number.isInteger(weight) || weight < 1 || weight > WEIGHT_MAX)
        throw new MixingError(
          'aims-out-of-range',
          `The weight of ${attribute} must be a whole number from 1 to ${WEIGHT_MAX}.`,
        );
      return { codes: codesOf(people.map((person) => labelOf(person, attribute))).codes, weight };
    }),
  );
}

function labelOf(person: MixPerson, attribute: string): string | null | undefined {
  if (attribute === 'unit' || attribute === 'location' || attribute === 'grade') return person[attribute];
  return person.attributes?.[attribute];
}
