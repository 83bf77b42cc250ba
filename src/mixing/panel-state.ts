import type { PanelPool } from './panel-pool.ts';

/** A panel in the making, counted so that one person more or less is told in no time. */
export class PanelState {
  readonly pool: PanelPool;
  readonly members: number[] = [];
  readonly #unitPeople: Int32Array;
  readonly #locationPeople: Int32Array;
  #units = 0;
  #locations = 0;
  #crowded = 0;
  #notMet = 0;
  #frequent = 0;
  #worth = 0;

  constructor(pool: PanelPool, members: readonly number[] = []) {
    this.pool = pool;
    this.#unitPeople = new Int32Array(pool.units);
    this.#locationPeople = new Int32Array(pool.locations);
    for (const person of members) this.add(person);
  }

  add(person: number): void {
    this.members.push(person);
    this.#count(person, 1);
  }

  remove(person: number): void {
    this.members.splice(this.members.indexOf(person), 1);
    this.#count(person, -1);
  }

  #count(person: number, by: 1 | -1): void {
    const { unit, location, people, worth, rules } = this.pool;
    const [inUnit, atLocation] = [unit[person]!, location[person]!];
    const [unitBefore, locationBefore] = [this.#unitPeople[inUnit]!, this.#locationPeople[atLocation]!];
    const [unitNow, locationNow] = [unitBefore + by, locationBefore + by];
    this.#unitPeople[inUnit] = unitNow;
    this.#locationPeople[atLocation] = locationNow;
    this.#units += Number(unitNow > 0) - Number(unitBefore > 0);
    this.#locations += Number(locationNow > 0) - Number(locationBefore > 0);
    this.#crowded += Math.max(0, unitNow - rules.unitMax) - Math.max(0, unitBefore - rules.unitMax);
    this.#notMet += people[person]!.metHosts ? 0 : by;
    this.#frequent += people[person]!.frequent ? by : 0;
    this.#worth += by * worth[person]!;
  }

  /** Whether somebody may join at all: not held back, not there yet, no reporting line, not one too many who assist often. */
  admits(person: number): boolean {
    const { heldBack, people, manager, rules } = this.pool;
    if (heldBack[person] !== null) return false;
    if (people[person]!.frequent && this.#frequent >= rules.frequentMax) return false;
    for (const member of this.members) {
      if (member === person || manager[member] === person || manager[person] === member) return false;
    }
    return true;
  }

  /** How far each rule that may be relaxed is missed; 0 where it is kept. */
  shortfalls(): Record<'size' | 'unit-max' | 'units-min' | 'locations-min' | 'not-met', number> {
    const { rules, size } = this.pool;
    const people = this.members.length;
    return {
      size: Math.max(0, size - people),
      'unit-max': this.#crowded,
      'units-min': Math.max(0, rules.unitsMin - this.#units),
      'locations-min': Math.max(0, rules.locationsMin - this.#locations),
      'not-met': Math.max(0, notMetNeeded(people, rules.notMetShareMin) - this.#notMet),
    };
  }

  /**
   * What the panel is worth, the parts so far apart that no sum of later ones outweighs an earlier one: people up to
   * the least number; rules kept; people up to the number wanted; then what each brings, and every further unit and
   * location.
   */
  value(): number {
    const { rules, size } = this.pool;
    const missed = this.shortfalls();
    const breaches = missed['unit-max'] + missed['units-min'] + missed['locations-min'] + missed['not-met'];
    const tooFew = Math.max(0, Math.min(rules.sizeMin, size) - this.members.length);
    return (
      -TOO_FEW_COST * tooFew -
      BREACH_COST * breaches -
      EMPTY_SEAT_COST * missed.size +
      this.#worth +
      UNIT_WORTH * this.#units +
      LOCATION_WORTH * this.#locations
    );
  }
}

/** A panel of 12 breaks rules less than 100 times in all and is worth less than 200 in people. */
const TOO_FEW_COST = 1e8;
const BREACH_COST = 1e5;
const EMPTY_SEAT_COST = 1e3;
const UNIT_WORTH = 1.5;
const LOCATION_WORTH = 0.75;

/** How many of so many the host's team should not have met, by a share; a share such as 0.3 of 10 is 3, not 4. */
export function notMetNeeded(people: number, share: number): number {
  return Math.ceil(people * share - 1e-9);
}
