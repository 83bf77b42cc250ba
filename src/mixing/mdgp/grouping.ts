import { MixingError } from '../mixing-error.ts';
import type { Groups, MdgpInstance } from './instance.ts';
import { type Kernel, newKernel } from './kernel.ts';
import { wholeGains } from './whole-gains.ts';

/** A division into groups in a kernel that anneals it. Made once and loaded again and again. */
export type Grouping = {
  instance: MdgpInstance;
  kernel: Kernel;
  /** what the gains were multiplied by to be whole */
  scale: number;
  /** the division, in the kernel's memory */
  groupOf: Groups;
};

const PAGE_BYTES = 2 ** 16;
/** The last page stays free, so that no address behind a table is beyond 32 bits. */
const PAGES_MAX = 2 ** 16 - 1;
const GIB = 2 ** 30;
const NUMBER_BYTES = 4;

/** Room for a division; load one before use. Throws `too-large` where WebAssembly or the machine has not so much memory. */
export function emptyGrouping(instance: MdgpInstance): Grouping {
  const { people, groups, low, up } = instance;
  const kernel = newKernel();
  const sizeMax = Math.min(
    people,
    up.reduce((most, bound) => Math.max(most, bound), 0),
  );
  growTo(
    kernel,
    kernel.layOut(people, groups, sizeMax),
    `${people} people in ${groups} groups of up to ${sizeMax}`,
  );
  const { gain, gainLeast, scale } = wholeGains(instance);
  const row = kernel.rowBytes.value / NUMBER_BYTES;
  const rows = numbersAt(kernel, kernel.gain, people * row);
  for (let i = 0; i < people; i++) rows.set(gain.subarray(i * people, (i + 1) * people), i * row);
  numbersAt(kernel, kernel.leastTwice, people).set(gainLeast.map((least) => 2 * least));
  numbersAt(kernel, kernel.low, groups).set(low);
  numbersAt(kernel, kernel.up, groups).set(up);
  return { instance, kernel, scale, groupOf: numbersAt(kernel, kernel.groupOf, people) };
}

function growTo({ memory }: Kernel, bytes: number, what: string): void {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  const needs = `${what} need ${(bytes / GIB).toFixed(1)} GiB of memory`;
  if (pages > PAGES_MAX) throw new MixingError('too-large', `${needs}; WebAssembly has 4 GiB at most`);
  const missing = pages - memory.buffer.byteLength / PAGE_BYTES;
  try {
    if (missing > 0) memory.grow(missing);
  } catch {
    throw new MixingError('too-large', `${needs}; there is not so much left`);
  }
}

const numbersAt = ({ memory }: Kernel, { value }: { readonly value: number }, count: number): Int32Array =>
  new Int32Array(memory.buffer, value >>> 0, count);

/** Takes over a division and sums the gains afresh: people² additions, four at once. */
export function load({ kernel, groupOf }: Grouping, division: Groups): void {
  groupOf.set(division);
  kernel.place();
}

/** The sum of all pairs inside groups, in whole gains. */
export const wholeObjective = ({ kernel }: Grouping): number => kernel.twiceObjective() / 2;
