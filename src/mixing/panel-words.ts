import type { PanelRule } from './panel-model.ts';
import type { PanelPool } from './panel-pool.ts';
import { notMetNeeded, type PanelState } from './panel-state.ts';

/** A panel, and by how much it misses the rule in question; 0 where it keeps it. */
type Judged = { state: PanelState; missed: number };
type Words = { message: string; why: string | null; needed: string | null };

/**
 * What a rule says of a panel, in true sentences: what holds, why it is not kept, and what would have been needed.
 * `attainable`: another choice of people is known to keep it.
 */
export function whyRelaxed(rule: PanelRule, judged: Judged, attainable: boolean): Words {
  const message = MESSAGES[rule](judged);
  if (judged.missed === 0) return { message, why: null, needed: null };
  if (attainable) return { message, ...BY_HAND };
  return { message, ...(REASONS[rule]?.(judged) ?? CHANGED) };
}

const BY_HAND = {
  why: 'The panel was changed by hand; as it was proposed it kept this rule.',
  needed: 'Swap back, or propose the panel anew.',
};
/** Rules that no panel breaks when it is proposed. */
const CHANGED = {
  why: 'The directory, or who assists whom, has changed since the panel was proposed.',
  needed: 'Swap them for somebody else, or propose the panel anew.',
};

const persons = (count: number) => (count === 1 ? '1 person' : `${count} people`);
const assisters = (count: number) => (count === 1 ? '1 assister' : `${count} assisters`);

const MESSAGES: Record<PanelRule, (judged: Judged) => string> = {
  'own-unit': ({ missed }) =>
    missed === 0
      ? 'Nobody is from the host’s unit.'
      : `${assisters(missed)} from the host’s unit, where there should be none.`,
  'reporting-line': ({ missed }) =>
    missed === 0
      ? 'Nobody on the panel reports to another.'
      : `${persons(missed)} on the panel with the one they report to.`,
  'load-cap': ({ missed }) =>
    missed === 0
      ? 'Everybody has had their days of rest since the last assist.'
      : `${persons(missed)} with another assist within the days of rest.`,
  frequent: ({ state, missed }) =>
    missed === 0
      ? `At most ${state.pool.rules.frequentMax} of the panel assists often.`
      : `More than ${state.pool.rules.frequentMax} of the panel assist often.`,
  size: ({ state, missed }) =>
    missed === 0
      ? `All ${state.pool.size} seats are filled.`
      : `${state.members.length} of the ${state.pool.size} seats are filled.`,
  'unit-max': ({ state, missed }) => {
    const { unitMax } = state.pool.rules;
    if (missed === 0) return `At most ${unitMax} come from one unit.`;
    return `More than ${unitMax} come from one unit: ${crowdedUnits(state).join(', ')}.`;
  },
  'units-min': ({ state }) =>
    `${countOf(unitsOf(state), 'unit')}; at least ${state.pool.rules.unitsMin} are wanted.`,
  'locations-min': ({ state }) =>
    `${countOf(locationsOf(state), 'location')}; at least ${state.pool.rules.locationsMin} are wanted.`,
  'not-met': ({ state }) => {
    const wanted = notMetNeeded(state.members.length, state.pool.rules.notMetShareMin);
    return `The host’s team has not met ${notMet(state)} of the ${state.members.length}; at least ${wanted} are wanted.`;
  },
  expertise: ({ missed }) =>
    missed === 0
      ? 'Everybody brings the practice that is asked for, by an offer or by their unit’s level.'
      : `${persons(missed)} with neither an offer in the practice that is asked for nor a unit ahead in it.`,
};

type Reason = { why: string; needed: string };

const REASONS: Partial<Record<PanelRule, (judged: Judged) => Reason>> = {
  size: ({ state, missed }) => {
    const { pool } = state;
    const free = freePeople(state).length;
    const resting = pool.heldBack.filter((rule) => rule === 'load-cap').length;
    const rest = resting === 0 ? '' : ` ${persons(resting)} must rest after another assist.`;
    const why =
      free === 0
        ? `Of the ${persons(askable(pool).length)} who can be asked, nobody else may join these.${rest}`
        : `Of the ${persons(askable(pool).length)} who can be asked, nobody else joins these without another rule being broken.${rest}`;
    return { why, needed: `${persons(missed)} more from other units who can be asked.` };
  },
  'unit-max': ({ state, missed }) => {
    const units = new Set(askable(state.pool).map((person) => state.pool.unit[person])).size;
    return {
      why: `Those who can be asked come from ${countOf(units, 'unit')}, and no panel of at least ${leastSize(state)} was found that keeps every rule.`,
      needed: `${persons(missed)} of further units who can be asked.`,
    };
  },
  'units-min': ({ state, missed }) => ({
    why: fewPlaces(state, state.pool.unit, state.pool.rules.unitsMin, 'unit'),
    needed: `Somebody who can be asked from ${missed} more ${missed === 1 ? 'unit' : 'units'}.`,
  }),
  'locations-min': ({ state, missed }) => ({
    why: fewPlaces(state, state.pool.location, state.pool.rules.locationsMin, 'location'),
    needed: `Somebody who can be asked from ${missed} more ${missed === 1 ? 'location' : 'locations'}.`,
  }),
  'not-met': ({ state, missed }) => {
    const strangers = askable(state.pool).filter((person) => !state.pool.people[person]!.metHosts).length;
    return {
      why: `Of those who can be asked, the host’s team has not met ${persons(strangers)}, and no panel of at least ${leastSize(state)} was found that keeps every rule.`,
      needed: `${persons(missed)} more who can be asked and whom the host’s team has not met.`,
    };
  },
  expertise: ({ state, missed }) => {
    const experts = askable(state.pool).filter((person) => state.pool.people[person]!.expertise > 0).length;
    return {
      why: `Of those who can be asked, ${persons(experts)} ${experts === 1 ? 'brings' : 'bring'} it, and the other rules come first.`,
      needed: `${persons(missed)} more who can be asked and bring it.`,
    };
  },
};

const countOf = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
const unitsOf = ({ members, pool }: PanelState) => new Set(members.map((person) => pool.unit[person])).size;
const locationsOf = ({ members, pool }: PanelState) =>
  new Set(members.map((person) => pool.location[person])).size;
const notMet = ({ members, pool }: PanelState) =>
  members.filter((person) => !pool.people[person]!.metHosts).length;
const leastSize = ({ pool }: PanelState) => Math.min(pool.rules.sizeMin, pool.size);

function crowdedUnits({ members, pool }: PanelState): string[] {
  const inUnit = new Map<string, number>();
  for (const person of members) {
    const { unit } = pool.people[person]!;
    inUnit.set(unit, (inUnit.get(unit) ?? 0) + 1);
  }
  return [...inUnit]
    .filter(([, count]) => count > pool.rules.unitMax)
    .map(([unit, count]) => `${count} from ${unit}`);
}

/** Those whom no rule keeps from being asked, whoever else is on the panel. */
function askable({ heldBack }: PanelPool): number[] {
  return heldBack.flatMap((rule, person) => (rule === null ? [person] : []));
}

/** Those of them who could still join this panel. */
const freePeople = (state: PanelState) => askable(state.pool).filter((person) => state.admits(person));

function fewPlaces({ pool }: PanelState, places: Int32Array, wanted: number, word: string): string {
  const there = new Set(askable(pool).map((person) => places[person])).size;
  return there < wanted
    ? `Those who can be asked come from ${countOf(there, word)}.`
    : 'No panel was found that keeps every rule.';
}
