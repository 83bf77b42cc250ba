import type { MixPerson } from './model.ts';

/**
 * Somebody who waits; `metSeated` counts those with a place whom they met in the last 365 days, `party` the places they
 * need together with whom they bring: 1 where left out.
 */
export type Waiting = MixPerson & { metSeated: number; party?: number };

/** So many people of one unit, location and grade who have a place. */
export type Seated = Pick<MixPerson, 'unit' | 'location' | 'grade'> & { people: number };

/** What `replacements` reads. */
export type ReplacementInput = {
  /** in order of arrival */
  waiting: Waiting[];
  /** those who have a place, counted: who they are does not matter here, and they may be many */
  seated: Seated[];
  /** pairs of those waiting who met in the last 365 days; one place needs none */
  met: { a: string; b: string }[];
  /** how many places are free */
  places: number;
};

/**
 * Who of the waiting gets the free places, in the order chosen; fewer where fewer wait. Each place goes to the one who
 * keeps the mix best beside those who have a place by then: fewest meetings with them in the last 365 days, then fewest
 * of the own unit among them, then at the own location, then of the own grade; equals go by arrival. Who needs more
 * places than are left is passed over. For one place no other choice gives a better mix. Takes time in proportion to meetings and places × waiting.
 */
export function replacements(input: ReplacementInput): string[] {
  const { waiting, places } = input;
  const metSeated = Int32Array.from(waiting, (person) => person.metSeated);
  const partners = partnersOf(input);
  const kinds = KINDS.map((kind) => countKind(input, kind));
  const compare = (one: number, other: number): number => {
    let difference = metSeated[one]! - metSeated[other]!;
    for (let k = 0; difference === 0 && k < kinds.length; k++)
      difference = kinds[k]!.alike(one) - kinds[k]!.alike(other);
    return difference;
  };
  const partyOf = (person: number) => waiting[person]!.party ?? 1;
  let open = Array.from(waiting.keys());
  let left = places;
  const chosen: string[] = [];
  for (;;) {
    open = open.filter((person) => partyOf(person) <= left);
    if (open.length === 0) break;
    let best = 0;
    for (let at = 1; at < open.length; at++) if (compare(open[at]!, open[best]!) < 0) best = at;
    const person = open.splice(best, 1)[0]!;
    left -= partyOf(person);
    for (const partner of partners[person]!) metSeated[partner]!++;
    for (const kind of kinds) kind.seat(person);
    chosen.push(waiting[person]!.id);
  }
  return chosen;
}

/** Whom of the others waiting each of the waiting met; a pair given twice counts once. */
function partnersOf({ waiting, met }: ReplacementInput): Set<number>[] {
  const indexOf = new Map(waiting.map((person, i) => [person.id, i]));
  const partners = waiting.map(() => new Set<number>());
  for (const { a, b } of met) {
    const [one, other] = [indexOf.get(a), indexOf.get(b)];
    if (one === undefined || other === undefined) continue;
    partners[one]!.add(other);
    partners[other]!.add(one);
  }
  return partners;
}

const KINDS = ['unit', 'location', 'grade'] as const;

/** How many who have a place are of the same kind as each of the waiting; two unknown grades are not the same. */
function countKind({ waiting, seated }: ReplacementInput, kind: (typeof KINDS)[number]) {
  const counts = new Map<string, { people: number }>();
  const countOf = (label: string | null | undefined): { people: number } => {
    if (label === null || label === undefined) return { people: 0 };
    const count = counts.get(label) ?? { people: 0 };
    counts.set(label, count);
    return count;
  };
  for (const group of seated) countOf(group[kind]).people += group.people;
  const mine = waiting.map((person) => countOf(person[kind]));
  return {
    alike: (person: number) => mine[person]!.people,
    seat: (person: number) => {
      mine[person]!.people++;
    },
  };
}
