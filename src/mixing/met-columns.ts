import { isoDate } from './days.ts';
import type { Meetings, Met, MixPerson } from './model.ts';
import type { Room } from './room.ts';

const COLUMNS = 3;
const ROWS_AT_FIRST = 1_024;
/** The place of somebody who is not in the room. */
const ELSEWHERE = -1;

/** Takes a meeting by the places of the two in a room, and its day number. */
export type AddMeeting = (i: number, j: number, day: number) => void;

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

  /** Gives the meetings among those in the room. Looks up every person once, not every meeting. */
  among(room: Room, add: AddMeeting): void {
    const place = Int32Array.from(this.#people, ({ id }) => room.indexOf.get(id) ?? ELSEWHERE);
    for (let at = 0; at < COLUMNS * this.length; at += COLUMNS) {
      const i = place[this.#rows[at]!]!;
      const j = place[this.#rows[at + 1]!]!;
      if (i !== ELSEWHERE && j !== ELSEWHERE && i !== j) add(i, j, this.#rows[at + 2]!);
    }
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
