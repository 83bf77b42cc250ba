import { MixingError } from './mixing-error.ts';
import type { MixPerson } from './model.ts';

/** People turned into numbers: person i has code `unit[i]`, and so on; codes start at 0 in order of appearance. */
export type Room = {
  size: number;
  ids: string[];
  indexOf: Map<string, number>;
  unit: Int32Array;
  location: Int32Array;
  /** −1 where no grade is known: two unknown grades do not count as the same */
  grade: Int32Array;
  senior: Uint8Array;
  unitNames: string[];
  locationNames: string[];
};

const NO_CODE = -1;

/** Numbers labels from 0 in order of appearance; a missing one gets −1. */
export function codesOf(labels: (string | null | undefined)[]): { codes: Int32Array; names: string[] } {
  const seen = new Map<string, number>();
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label === null || label === undefined) {
      codes[i] = NO_CODE;
      continue;
    }
    let code = seen.get(label);
    if (code === undefined) {
      code = seen.size;
      seen.set(label, code);
    }
    codes[i] = code;
  }
  return { codes, names: [...seen.keys()] };
}

/** Indexes people for the search; throws `duplicate-person` when an id comes twice. */
export function makeRoom(people: readonly MixPerson[]): Room {
  const indexOf = new Map<string, number>();
  for (const [i, person] of people.entries()) {
    if (indexOf.has(person.id))
      throw new MixingError('duplicate-person', `The person ${person.id} is listed twice.`);
    indexOf.set(person.id, i);
  }
  const units = codesOf(people.map((person) => person.unit));
  const locations = codesOf(people.map((person) => person.location));
  return {
    size: people.length,
    ids: people.map((person) => person.id),
    indexOf,
    unit: units.codes,
    location: locations.codes,
    grade: codesOf(people.map((person) => person.grade)).codes,
    senior: Uint8Array.from(people, (person) => (person.senior === true ? 1 : 0)),
    unitNames: units.names,
    locationNames: locations.names,
  };
}

/** The index of a person; throws `unknown-person` for an id that is not in the room. */
export function personIndex(room: Room, id: string): number {
  const index = room.indexOf.get(id);
  if (index === undefined)
    throw new MixingError('unknown-person', `The person ${id} is not among those to be seated.`);
  return index;
}
