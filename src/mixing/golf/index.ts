/** The social golfer problem: rounds of groups in which nobody meets anybody twice. */
export { countRepeats, type GolfRounds, repeatsMin } from './golf-plan.ts';
export { type GolfQuestion, type GolfResult, solveGolfers } from './solve-golfers.ts';
