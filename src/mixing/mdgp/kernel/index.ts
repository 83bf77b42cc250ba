/**
 * The inner loops of maximally diverse grouping in AssemblyScript: annealing one division into groups. It knows
 * nothing of populations, temperatures to choose or files; `../kernel.ts` says how to call it.
 *
 * Model. Whole gains, so that sums are exact whatever their order. People sit: group g has `block` seats in a row, taken from the
 * first on. For each group the sums of everybody's gains with it are kept in the order of seats (`sums`), and so are
 * everybody's sums with their own group (`own`). Whatever is asked of a group's members, who of them gains most by a change or
 * who is the first to gain enough, then reads neighbouring numbers, four at once. Only gains with one person are gathered.
 *
 * Costs, n people in m groups of s. To pass over a group by its bound: 3 numbers looked up. To count a bound: s/4 steps of
 * two loads; to look for a partner: s/4 of six. An exchange or a move taken: n/4 to subtract two rows of gains, n/4 to bring two
 * groups' sums and the bounds for joining these up to date, 2m numbers that change seats. Loading: n²/4. Memory:
 * n² gains, and m numbers for each seat; nothing is allocated after `layOut`.
 *
 * Why WebAssembly: JavaScript has no instruction for four numbers at once, and checks each index. Beside the same loops in
 * TypeScript, this does 1.7–3.6 times as many steps a second for 30 and 60 people, 3–5 times for 120, 3–7 times for 240
 * (most where gains are distances and many changes are taken) and 4 times for 480. Its arithmetic is the same to the bit
 * on every machine.
 */
export { accepted, anneal, begin, proposals, used } from './anneal';
export { UNKNOWN } from './bounds';
export { boundOf, sumWith } from './look';
export { gain, groupOf, layOut, leastTwice, low, rowBytes, up } from './memory';
export { give, place, twiceObjective } from './place';
