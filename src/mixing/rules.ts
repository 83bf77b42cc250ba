import { MixingError } from './mixing-error.ts';
import type { Rules } from './model.ts';
import { personIndex, type Room } from './room.ts';

/** Rules as indexes: every pair of each circle of people kept together, every pair kept apart, each once. */
export type RuleIndex = { together: [number, number][]; apart: [number, number][]; circles: number[][] };

/**
 * Indexes the rules and closes “together” under friends of friends. Throws `rules-contradict` when a circle does not
 * fit a table or holds two who must stay apart, `unknown-person` for somebody not in the room.
 */
export function indexRules(room: Room, rules: Rules | undefined, seatsMax: number): RuleIndex {
  const leader = Int32Array.from({ length: room.size }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at]!;
    leader[i] = at;
    return at;
  };
  for (const [a, b] of rules?.together ?? []) leader[find(personIndex(room, a))] = find(personIndex(room, b));
  const members = new Map<number, number[]>();
  for (let i = 0; i < room.size; i++) {
    const top = find(i);
    const circle = members.get(top);
    if (circle) circle.push(i);
    else members.set(top, [i]);
  }
  const circles = [...members.values()].filter((circle) => circle.length > 1);
  const tooLarge = circles.find((circle) => circle.length > seatsMax);
  if (tooLarge)
    throw new MixingError(
      'rules-contradict',
      `${tooLarge.length} people are to sit together, but a table has ${seatsMax} seats.`,
    );
  const apart: [number, number][] = [];
  for (const [a, b] of rules?.apart ?? []) {
    const i = personIndex(room, a);
    const j = personIndex(room, b);
    if (i === j) continue;
    if (find(i) === find(j))
      throw new MixingError('rules-contradict', `${a} and ${b} are to sit both together and apart.`);
    apart.push([i, j]);
  }
  return { together: circles.flatMap(pairsOf), apart, circles };
}

function pairsOf(circle: number[]): [number, number][] {
  return circle.flatMap((a, i) => circle.slice(i + 1).map((b): [number, number] => [a, b]));
}
