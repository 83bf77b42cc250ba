import type { Assister, HardPanelRule, PanelInput, PanelRules } from './panel-model.ts';

/** The people of a choice as numbers: person i is `people[i]`. */
export type PanelPool = {
  people: Assister[];
  unit: Int32Array;
  location: Int32Array;
  units: number;
  locations: number;
  /** index of the person they report to, where that is one of these people; -1 otherwise */
  manager: Int32Array;
  /** what each brings by themselves; see `worthOf` */
  worth: Float64Array;
  /** why somebody cannot be asked at all; null for those who can */
  heldBack: (HardPanelRule | null)[];
  rules: PanelRules;
  size: number;
};

/** Expertise comes first, then that the host's team has not met them; how rarely they were invited decides among equals. */
const EXPERTISE_WORTH = 10;
const NOT_MET_WORTH = 2;
const INVITED_COST = 0.02;
const INVITED_COUNTED_MAX = 20;

const worthOf = ({ expertise, metHosts, invitedLately }: Assister): number =>
  EXPERTISE_WORTH * expertise +
  (metHosts ? 0 : NOT_MET_WORTH) -
  INVITED_COST * Math.min(invitedLately, INVITED_COUNTED_MAX);

/** Indexes the people of a choice. */
export function panelPool({ candidates, hostUnit, rules, size }: PanelInput): PanelPool {
  const [unit, units] = codes(candidates.map((one) => one.unit));
  const [location, locations] = codes(candidates.map((one) => one.location));
  const indexOf = new Map(candidates.map(({ id }, i) => [id, i]));
  return {
    people: candidates,
    unit,
    location,
    units,
    locations,
    manager: Int32Array.from(candidates, ({ managerId }) =>
      managerId === null ? -1 : (indexOf.get(managerId) ?? -1),
    ),
    worth: Float64Array.from(candidates, worthOf),
    heldBack: candidates.map((one) => whyNotAsked(one, hostUnit)),
    rules,
    size,
  };
}

/** Which rule keeps somebody from being asked, whoever else is on the panel; null when none does. */
export function whyNotAsked({ unit, resting }: Assister, hostUnit: string): HardPanelRule | null {
  if (unit === hostUnit) return 'own-unit';
  return resting ? 'load-cap' : null;
}

function codes(names: string[]): [Int32Array, number] {
  const seen = new Map<string, number>();
  const numbers = Int32Array.from(names, (name) => {
    const known = seen.get(name) ?? seen.size;
    seen.set(name, known);
    return known;
  });
  return [numbers, seen.size];
}
