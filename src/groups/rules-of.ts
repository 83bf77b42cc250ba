import type { Gathering } from '../db/schema/index.ts';
import { FORMATS } from '../gatherings/formats/index.ts';
import type { Rules } from '../mixing/index.ts';

/** The hard rules that the tables of a gathering's format keep. */
export function rulesOf({ format }: Gathering): Rules {
  return FORMATS[format as keyof typeof FORMATS].grouping?.rules ?? {};
}
