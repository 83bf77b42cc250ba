import { type History, metLately } from './history.ts';
import type { Room } from './room.ts';

/** The mix of the people drawn. Shares are of all pairs of them, 0 when there is none. */
export type DrawnMix = { units: number; locations: number; newPairShare: number; crossUnitShare: number };

/** Counted by units and by meetings, not pair by pair: a draw of 10,000 has 50 million pairs. */
export function drawnMix(room: Room, history: History, chosen: number[], today: number): DrawnMix {
  const pairsOf = (people: number) => (people * (people - 1)) / 2;
  const pairs = pairsOf(chosen.length);
  const perUnit = new Int32Array(room.unitNames.length);
  const isChosen = new Uint8Array(room.size);
  for (const person of chosen) {
    perUnit[room.unit[person]!]!++;
    isChosen[person] = 1;
  }
  let metAgain = 0;
  for (const person of chosen) {
    for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
      const other = history.partner[k]!;
      if (other > person && isChosen[other] === 1 && metLately(history.day[k]!, today)) metAgain++;
    }
  }
  const sameUnit = perUnit.reduce((sum, people) => sum + pairsOf(people), 0);
  return {
    units: perUnit.filter((people) => people > 0).length,
    locations: new Set(chosen.map((person) => room.location[person])).size,
    newPairShare: pairs === 0 ? 0 : (pairs - metAgain) / pairs,
    crossUnitShare: pairs === 0 ? 0 : (pairs - sameUnit) / pairs,
  };
}
