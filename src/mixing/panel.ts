import {
  HARD_PANEL_RULES,
  type HardPanelRule,
  type PanelInput,
  type PanelRule,
  SOFT_PANEL_RULES,
} from './panel-model.ts';
import { type PanelPool, panelPool } from './panel-pool.ts';
import { searchPanel } from './panel-search.ts';
import { PanelState } from './panel-state.ts';
import { whyRelaxed } from './panel-words.ts';
import { seededRandom } from './random.ts';

/** A rule of a panel, whether it is kept, and where not, why and what would have been needed. */
export type PanelFinding = {
  rule: PanelRule;
  kept: boolean;
  /** A sentence: what holds. */
  message: string;
  why: string | null;
  needed: string | null;
};

/** Figures of the panel, never of a person. */
export type PanelMix = {
  units: number;
  locations: number;
  /** pairs of two units, of all pairs; 0 without a pair */
  crossUnitShare: number;
  /** of the panel, those whom the host's team has not met; 0 without anybody */
  notMetShare: number;
};

/** A panel as it is judged. */
export type JudgedPanel = { findings: PanelFinding[]; mix: PanelMix };

/**
 * Chooses whom to ask: those seated stay, and others are added up to the size wanted. No hard rule is broken; of the
 * others as few as can be, and each is told (`judgePanel`). The same input gives the same panel. Exact where there are
 * up to 20,000 ways to choose; else a greedy start and three by chance, each improved by exchanges. Takes time in
 * proportion to candidates × size.
 */
export function pickPanel(input: PanelInput): string[] {
  const pool = panelPool(input);
  const seated = seatsOf(pool, input.seated ?? []);
  const added = searchPanel(pool, seated, seededRandom(input.seed));
  return [...seated, ...added].map((person) => pool.people[person]!.id);
}

/**
 * Holds a panel against every rule, in their order, beside those who could be asked instead. Ids nobody has are left
 * out. `attainable`: the rules that a panel proposed for the same request kept.
 */
export function judgePanel(
  input: Omit<PanelInput, 'seed' | 'seated'>,
  panel: string[],
  attainable: ReadonlySet<PanelRule> = new Set(),
): JudgedPanel {
  const pool = panelPool({ ...input, seed: 0 });
  const members = seatsOf(pool, panel);
  const state = new PanelState(pool, members);
  const broken = brokenBy(pool, members);
  const missed = { ...state.shortfalls(), expertise: withoutExpertise(pool, members) };
  const hard = HARD_PANEL_RULES.map((rule) => ({ rule, missed: broken[rule] }));
  const soft = SOFT_PANEL_RULES.map((rule) => ({ rule, missed: missed[rule] }));
  return {
    findings: [...hard, ...soft].map(({ rule, missed: by }) => ({
      rule,
      kept: by === 0,
      ...whyRelaxed(rule, { state, missed: by }, attainable.has(rule)),
    })),
    mix: mixOf(pool, members),
  };
}

/**
 * Which hard rule keeps somebody from joining these people, the worst first; null when they may. `panel` is without
 * them.
 */
export function whyNotOnPanel(
  input: Omit<PanelInput, 'seed' | 'seated'>,
  panel: string[],
  personId: string,
): HardPanelRule | null {
  const pool = panelPool({ ...input, seed: 0 });
  const [person] = seatsOf(pool, [personId]);
  if (person === undefined) return null;
  const broken = brokenBy(pool, [...seatsOf(pool, panel), person]);
  const before = brokenBy(pool, seatsOf(pool, panel));
  return HARD_PANEL_RULES.find((rule) => broken[rule] > before[rule]) ?? null;
}

function seatsOf(pool: PanelPool, ids: readonly string[]): number[] {
  const indexOf = new Map(pool.people.map(({ id }, i) => [id, i]));
  return [...new Set(ids)].flatMap((id) => indexOf.get(id) ?? []);
}

/** How often each hard rule is broken. */
function brokenBy(pool: PanelPool, members: number[]): Record<HardPanelRule, number> {
  const { heldBack, manager, people, rules } = pool;
  const on = new Set(members);
  const count = (test: (person: number) => boolean) => members.filter(test).length;
  return {
    'own-unit': count((person) => heldBack[person] === 'own-unit'),
    'reporting-line': count((person) => on.has(manager[person]!)),
    'load-cap': count((person) => people[person]!.resting),
    frequent: Math.max(0, count((person) => people[person]!.frequent) - rules.frequentMax),
  };
}

const withoutExpertise = ({ people }: PanelPool, members: number[]) =>
  members.filter((person) => people[person]!.expertise <= 0).length;

function mixOf({ people, unit, location }: PanelPool, members: number[]): PanelMix {
  const units = members.map((person) => unit[person]!);
  const pairs = (members.length * (members.length - 1)) / 2;
  const crossing = units.flatMap((one, i) => units.slice(i + 1).filter((other) => other !== one)).length;
  const notMet = members.filter((person) => !people[person]!.metHosts).length;
  return {
    units: new Set(units).size,
    locations: new Set(members.map((person) => location[person])).size,
    crossUnitShare: pairs === 0 ? 0 : crossing / pairs,
    notMetShare: members.length === 0 ? 0 : notMet / members.length,
  };
}
