import { eager, get, groups, seatOf, sumsWith } from './memory';

/** The sum of the gains of a person with the members of a group, as it is kept. */
export function sumWith(person: i32, group: i32): i32 {
  return get(sumsWith(group), get(seatOf, person));
}

/** The bound that is kept: the most that anybody of group `from` gains by joining `group`, or UNKNOWN. */
export function boundOf(group: i32, from: i32): i32 {
  return get(eager, group * groups + from);
}
