/**
 * The mixing engine: whom to invite and who sits with whom. No I/O, no clock, no database; one seed, one result.
 */

export { NEW_AGAIN_AFTER_DAYS } from './days.ts';
export { type Candidate, type DrawInput, type Drawn, draw } from './draw.ts';
export type { DrawNote } from './draw-notes.ts';
export type { DrawRules } from './draw-rules.ts';
export type { Spread } from './draw-spread.ts';
export { type Formed, type FormInput, formRounds } from './form-rounds.ts';
export { blau, blauMax, crossChance, crossPairShare, eiIndex, mixRatio, roomMix } from './measures.ts';
export { MixingError, type MixingErrorCode } from './mixing-error.ts';
export type {
  AttributeAim,
  Budget,
  Distance,
  Hours,
  Limits,
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
export { parsePeopleCsv } from './people-csv.ts';
export { planLimits } from './plan-limits.ts';
export { type ReplacementInput, replacements, type Seated, type Waiting } from './replacement.ts';
export { type ReplanInput, type Replanned, replanRounds } from './replan-rounds.ts';
export { holdRounds, type ScoreInput, scoreRounds } from './score-rounds.ts';
export type { ScoredPlan, SeatMove } from './scored-plan.ts';
