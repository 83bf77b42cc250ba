import { AIM, FRESHNESS_MAX, freshness, lastAims } from './aims.ts';
import { metLately } from './history.ts';
import { type Kind, KindCatalogue } from './kind-catalogue.ts';
import { GRAVITIES, gravityOf } from './pair-rules.ts';
import type { Question } from './question.ts';
import type { Tongues } from './tongues.ts';

/**
 * What every pair costs at a table. Pairs that cost the same are of one kind: `kinds[a * people + b]` takes two bytes,
 * and the costs of a kind stand once.
 */
export type PairKinds = {
  people: number;
  aims: number;
  kinds: Uint16Array;
  /** kind × aim: what a pair of the kind adds each time it shares a table */
  costs: Float64Array;
  /** kind × aim: what it adds besides from the second time on in the same plan */
  again: Float64Array;
  /** the rule about whole tables */
  tongues: Tongues | null;
  /** for everybody the number of the circle that stays together with them, or −1; null where there is none */
  circleOf: Int32Array | null;
  /** pairs that a rule wants at one table: these add −1 to the first aim, and nothing else */
  together: number;
  /** what the requests for company add when all are granted, at most 0 */
  granted: number;
};

type Change = (a: number, b: number, name: string, edit: (kind: Kind) => void) => void;

/** The kind of every pair of a question: first from attributes and rules for all pairs, then from history and requests for those they name. */
export function pairKinds(question: Question): PairKinds {
  const { levels, history, wishes, circles, today } = question;
  const people = question.room.size;
  const catalogue = new KindCatalogue(plainKinds(question));
  const kinds = plainKindOfPairs(question);
  const change: Change = (a, b, name, edit) => {
    const at = Math.min(a, b) * people + Math.max(a, b);
    kinds[at] = catalogue.changed(kinds[at]!, name, edit);
  };
  for (let a = 0; a < people; a++)
    for (let k = history.start[a]!; k < history.start[a + 1]!; k++) {
      if (history.partner[k]! < a) continue;
      const lately = metLately(history.day[k]!, today);
      const fresh = freshness(today - history.day[k]!);
      change(a, history.partner[k]!, `met ${lately} ${fresh}`, (kind) => meet(kind, lately, fresh));
    }
  const last = lastAims(levels.length);
  for (const { a, b, weight } of wishes)
    change(a, b, `wish ${weight}`, ({ cost }) => {
      cost[last.wishes]! -= weight;
    });
  keepHostsApart(question, change);
  for (const [a, b] of circles.pairs) change(a, b, 'together', keep);
  for (let a = 0; a < people; a++) for (let b = 0; b < a; b++) kinds[a * people + b] = kinds[b * people + a]!;
  return {
    people,
    kinds,
    tongues: question.pairRules.tongues,
    circleOf: circleOf(circles.circles, people),
    aims: last.wishes + 1,
    costs: catalogue.table('cost'),
    again: catalogue.table('again'),
    together: circles.pairs.length,
    granted: -wishes.reduce((sum, { weight }) => sum + Math.max(0, weight), 0),
  };
}

function circleOf(circles: readonly number[][], people: number): Int32Array | null {
  if (circles.length === 0) return null;
  const codes = new Int32Array(people).fill(-1);
  for (const [c, circle] of circles.entries()) for (const person of circle) codes[person] = c;
  return codes;
}

/** Two hosts never share a table, and nobody comes back to a host: both are rules, the first one graver. */
function keepHostsApart({ hosts, room }: Question, change: Change): void {
  const isHost = new Set(hosts);
  for (const host of hosts)
    for (let other = 0; other < room.size; other++) {
      if (!isHost.has(other)) change(host, other, 'host', ({ again }) => (again[AIM.rule]! += 1));
      else if (other > host) change(host, other, 'hosts', ({ cost }) => (cost[AIM.rule]! += GRAVITIES));
    }
}

function meet({ cost, again }: Kind, lately: boolean, fresh: number): void {
  cost[lately ? AIM.lately : AIM.longAgo] = 1;
  cost[AIM.freshness] = fresh;
  if (lately) again[AIM.lately] = 0;
  again[AIM.freshness] = FRESHNESS_MAX - fresh;
}

/** A pair that a rule keeps together wishes nothing else. */
function keep({ cost, again }: Kind): void {
  cost.fill(0);
  cost[AIM.rule] = -1;
  again.fill(0);
}

/** Kinds by bits: one for each attribute that the two share, then one for two seniors, then how grave a breach of rules the pair is. */
function plainKinds({ levels }: Question): Kind[] {
  const last = lastAims(levels.length);
  const bitCosts = levels.flatMap((level, l) => level.map(({ weight }) => ({ aim: AIM.levels + l, weight })));
  bitCosts.push({ aim: last.seniors, weight: 1 });
  for (let gravity = 1; gravity < GRAVITIES; gravity *= 2) bitCosts.push({ aim: AIM.rule, weight: gravity });
  return Array.from({ length: 1 << bitCosts.length }, (_, bits) => {
    const cost = new Array<number>(last.wishes + 1).fill(0);
    for (const [k, { aim, weight }] of bitCosts.entries()) if ((bits & (1 << k)) !== 0) cost[aim]! += weight;
    const again = new Array<number>(last.wishes + 1).fill(0);
    again[AIM.lately] = 1;
    again[AIM.freshness] = FRESHNESS_MAX;
    return { cost, again };
  });
}

function plainKindOfPairs({ room, levels, pairRules }: Question): Uint16Array {
  const people = room.size;
  const codes = levels.flatMap((level) => level.map((trait) => trait.codes));
  const seniors = 1 << codes.length;
  const broken = seniors << 1;
  const kinds = new Uint16Array(people * people);
  for (let a = 0; a < people; a++)
    for (let b = a + 1; b < people; b++) {
      let bits = 0;
      for (let k = 0; k < codes.length; k++) {
        const code = codes[k]![a]!;
        if (code >= 0 && code === codes[k]![b]) bits |= 1 << k;
      }
      if (room.senior[a] === 1 && room.senior[b] === 1) bits |= seniors;
      kinds[a * people + b] = bits | (gravityOf(pairRules, a, b) * broken);
    }
  return kinds;
}
