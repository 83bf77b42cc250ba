import { dayNumber } from './days.ts';
import { type History, indexHistory } from './history.ts';
import type { Met, MixPerson } from './model.ts';
import { makeRoom } from './room.ts';
import { metLately } from './score-rounds.ts';

/** So many people of one unit, location and grade who have a place. */
export type Seated = Pick<MixPerson, 'unit' | 'location' | 'grade'> & { people: number };

/** What `replacements` reads. */
export type ReplacementInput = {
  /** in order of arrival */
  waiting: MixPerson[];
  /** those who have a place, counted: who they are does not matter here, and they may be many */
  seated: Seated[];
  /** meetings of those who wait, with each other and with those who have a place */
  history: Met[];
  /** how many places are free */
  places: number;
  today: string;
};

/**
 * Who of the waiting gets the free places, in the order chosen; fewer where fewer wait. Each place goes to the one who
 * keeps the mix best beside those who have a place by then: fewest meetings with them in the last 365 days, then fewest
 * of the own unit among them, then at the own location, then of the own grade; equals go by arrival. For one place no
 * other choice gives a better mix. Takes time in proportion to meetings and places × waiting.
 */
export function replacements(input: ReplacementInput): string[] {
  const { waiting, places } = input;
  const today = dayNumber(input.today);
  const history = meetingsOf(input);
  const met = new Int32Array(waiting.length);
  const seat = (person: number): void => {
    for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
      const other = history.partner[k]!;
      if (other < waiting.length && metLately(history.day[k]!, today)) met[other]!++;
    }
  };
  for (let person = waiting.length; person < history.start.length - 1; person++) seat(person);
  const kinds = KINDS.map((kind) => countKind(input, kind));
  const compare = (one: number, other: number): number => {
    let difference = met[one]! - met[other]!;
    for (let k = 0; difference === 0 && k < kinds.length; k++)
      difference = kinds[k]!.alike(one) - kinds[k]!.alike(other);
    return difference;
  };
  const open = Array.from(waiting.keys());
  const chosen: string[] = [];
  while (chosen.length < places && open.length > 0) {
    let best = 0;
    for (let at = 1; at < open.length; at++) if (compare(open[at]!, open[best]!) < 0) best = at;
    const person = open.splice(best, 1)[0]!;
    seat(person);
    for (const kind of kinds) kind.seat(person);
    chosen.push(waiting[person]!.id);
  }
  return chosen;
}

/** The waiting first, then everybody whom they have met: those have a place. */
function meetingsOf({ waiting, history }: ReplacementInput): History {
  const waits = new Set(waiting.map((person) => person.id));
  const seated = new Set(history.flatMap(({ a, b }) => [a, b]).filter((id) => !waits.has(id)));
  const nameless = Array.from(seated, (id) => ({ id, unit: '', location: '' }));
  return indexHistory(makeRoom([...waiting, ...nameless]), history);
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
