/** The Maximally Diverse Grouping Problem: pairwise gains into groups of given sizes. */
export { type MdgpInstance, objective } from './instance.ts';
export { parseMdgp } from './parse-mdgp.ts';
export { type MdgpBudget, type MdgpResult, solveMdgp } from './solve-mdgp.ts';
