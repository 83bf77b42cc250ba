import { InvalidArgumentError } from 'commander';

import type { AttributeAim } from '../mixing/index.ts';

/** A parser of `unit,location,grade+discipline:2`: levels by commas, attributes of a level by `+`, a weight after `:`. */
export function mixByOption(text: string): AttributeAim[][] {
  return text.split(',').map((level) =>
    level.split('+').map((item) => {
      const [, attribute, weight] = /^([^:]+)(?::([1-9]))?$/.exec(item.trim()) ?? [];
      if (!attribute)
        throw new InvalidArgumentError(
          'It must look like unit,location,grade+discipline:2 (weights 1 to 9).',
        );
      return weight === undefined ? { attribute } : { attribute, weight: Number(weight) };
    }),
  );
}
