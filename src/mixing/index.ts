/**
 * The mixing engine: whom to invite and who sits with whom. No I/O, no clock, no database; one seed, one result.
 *
 * Model. Everybody sits once a round, at tables that differ by at most one seat. What a pair costs at a table is a vector,
 * compared from the left (aims.ts): hard rules; met in the last 365 days or earlier in the plan; met before that; how
 * fresh that is, halved every 180 days; one sum for each level of `mixBy` (units, locations, grades); two seniors; requests.
 * Sums over all tables judge a plan, so no number of later wishes buys an earlier one. Rules about pairs and shared hours
 * are tests of two people (pair-rules.ts); only a shared language looks at whole tables (tongues.ts). What cannot be kept
 * is broken as little as was found, listed pairs last, and told with the reason (relaxed.ts).
 *
 * Small rooms, up to 1,000 people (search-rounds.ts). Pairs of equal cost are of one kind, two bytes a pair; a kind's
 * vector is one number for the inner loop, in digits that one exchange cannot carry (weights.ts). Start: a transversal
 * design where the sizes allow, else chance; where people then meet twice, a plan of golf/ besides. Moves: two people of a round exchange seats, priced exactly
 * with 4(s − 1) look-ups and nothing allocated (exchange.ts); a circle that stays together moves whole (propose.ts). Search:
 * simulated annealing, aim after aim with the earlier ones frozen, in turns with a cooling across blended aims that crosses
 * the gaps between plans without repeats; then descent; coolings double in length until steps or time end (search.ts,
 * anneal.ts). It ends early at a proven bound (least-sums.ts).
 *
 * Crowds (crowd/). No table of pairs: history, requests and listed pairs are sparse rows. Everybody is dealt by location
 * or unit after a counting sort, which spreads these evenly, and only tables with somebody misplaced exchange people:
 * near-linear in people and meetings. More than a hundred thousand are seated section by section, each of as many as the
 * caches of a core hold, with the same mix (sections.ts). `pure` mode shuffles instead (pure-rounds.ts).
 *
 * A world café names hosts (table-hosts.ts): two at one table, and coming back to one, are breaches; tables are numbered by
 * theirs. Who would still come back moves on along an augmenting path (never-back.ts). Speed networking plans half of its
 * rounds as any, the others by who can learn from whom (learners.ts).
 *
 * Bounds (plan-limits.ts, fewest-repeats.ts): by counting pairs, the others of each person, and people for each table.
 * Coffees (coffee/): hard rules that are never broken, nobody left over, a cooldown that gives way oldest first.
 * Hand edits (scored-plan.ts) look again at the tables they touch. The draw: draw.ts.
 *
 * Published problems. mdgp/: a population of divisions, each child put together from groups of two and annealed. A row of
 * the search is a person with one random loss; groups whose bound falls short of it are passed over whole (m look-ups
 * for n proposals), an exchange taken costs 3n. The loops for this are WebAssembly, four sums at once (mdgp/kernel/).
 * golf/: formulas first (circles, lines, arcs, unitals, difference matrices), then base blocks and the group that moves
 * them, then annealing of whole plans.
 *
 * Routes at a knowledge fair (fair/): one assignment of visitors to stalls a round, exact, by shortest augmenting paths.
 *
 * The panel of a peer assist (panel.ts): a few people out of many by what they can offer, under rules of its own.
 *
 * Sources: Metropolis et al. 1953 and Kirkpatrick, Gelatt and Vecchi 1983 (annealing); Harvey and Winterer 2005, Dotú and
 * Van Hentenryck 2005 (social golfers by local search); MacNeish 1922 (orthogonal squares); Johnson, Dulmage and
 * Mendelsohn 1961 (difference matrices); Falkenauer 1998 (crossing groups); Lai and Hao 2016, Yang et al. 2022 (maximally
 * diverse grouping); Blackman and Vigna 2018 (xoshiro128**); Burt 2002 (decay of ties).
 */

export { COFFEE_TABLE_MAX, COFFEE_TABLE_MIN, drawCoffee } from './coffee/draw-coffee.ts';
export {
  COFFEE_MODES,
  COOLDOWN_ROUNDS,
  type CoffeeDrawn,
  type CoffeeInput,
  type CoffeePerson,
  type PairColumns,
  UNMATCHED_REASONS,
  type UnmatchedReason,
} from './coffee/model.ts';
export { NEW_AGAIN_AFTER_DAYS } from './days.ts';
export { type Candidate, type DrawInput, type Drawn, draw } from './draw.ts';
export type { DrawNote } from './draw-notes.ts';
export type { DrawReason } from './draw-reason.ts';
export type { DrawRules } from './draw-rules.ts';
export type { Spread } from './draw-spread.ts';
export type { FairPlan, FairQuestion, FairStall, FairVisit, FairVisitor } from './fair/fair-model.ts';
export { planFairRoutes } from './fair/plan-routes.ts';
export {
  checkSpeedGeeking,
  GROUP_MAX,
  GROUP_USUAL,
  minutesOfTurn,
  type SpeedGeekingCode,
} from './fair/speed-geeking.ts';
export { type Formed, type FormInput, formRounds } from './form-rounds.ts';
export type { Learner } from './learners.ts';
export { MIX_BY } from './levels.ts';
export { blau, blauMax, crossChance, crossPairShare, eiIndex, mixRatio, roomMix } from './measures.ts';
export { type MetPages, readMetPages } from './met-pages.ts';
export { MixingError, type MixingErrorCode } from './mixing-error.ts';
export type {
  AttributeAim,
  BestSoFar,
  Budget,
  Distance,
  Hours,
  Limits,
  Meetings,
  Met,
  Mix,
  MixPerson,
  OnConflict,
  Relaxed,
  Round,
  RuleName,
  Rules,
  SeatedRound,
  Table,
  Wish,
} from './model.ts';
export { parseHistoryCsv, parseRulesCsv, parseWishesCsv } from './pairs-csv.ts';
export {
  type JudgedPanel,
  judgePanel,
  type PanelFinding,
  type PanelMix,
  pickPanel,
  whyNotOnPanel,
} from './panel.ts';
export {
  type Assister,
  HARD_PANEL_RULES,
  type HardPanelRule,
  PANEL_RULES,
  type PanelInput,
  type PanelRule,
  type PanelRules,
  SOFT_PANEL_RULES,
} from './panel-model.ts';
export { parsePeopleCsv } from './people-csv.ts';
export { planLimits } from './plan-limits.ts';
export { type ReplacementInput, replacements, type Seated, type Waiting } from './replacement.ts';
export { type ReplanInput, type Replanned, replanRounds } from './replan-rounds.ts';
export { type RotatingMember, type Rotation, type RotationCandidate, rotate, thirdOf } from './rotate.ts';
export { holdRounds, type ScoreInput, scoreRounds } from './score-rounds.ts';
export type { ScoredPlan, SeatMove } from './scored-plan.ts';
export { nextTableHosts, tableHosts } from './table-hosts.ts';
