import { isoDate } from './days.ts';
import type { Meetings, Met, MixPerson } from './model.ts';

const COLUMNS = 3;
const ROWS_AT_FIRST = 1_024;

/** Meetings among known people as numbers, twelve bytes each where an object takes fifty: a history of many millions. */
export class MetColumns implements Meetings {
  length = 0;
  readonly #people: readonly MixPerson[];
  /** row k: the two people by their place in the list, and the day */
  #rows = new Int32Array(COLUMNS * ROWS_AT_FIRST);

  constructor(people: readonly MixPerson[]) {
    this.#people = people;
  }

  /** Adds a meeting of two people, by their place in the list, on the day of that number. */
  add(a: number, b: number, day: number): void {
    const at = COLUMNS * this.length++;
    if (at === this.#rows.length) {
      const rows = new Int32Array(2 * at);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    this.#rows[at] = a;
    this.#rows[at + 1] = b;
    this.#rows[at + 2] = day;
  }

  *[Symbol.iterator](): Generator<Met> {
    const days = new Map<number, string>();
    for (let at = 0; at < COLUMNS * this.length; at += COLUMNS) {
      const day = this.#rows[at + 2]!;
      let metOn = days.get(day);
      if (metOn === undefined) {
        metOn = isoDate(day);
        days.set(day, metOn);
      }
      yield { a: this.#people[this.#rows[at]!]!.id, b: this.#people[this.#rows[at + 1]!]!.id, metOn };
    }
  }
}
