import { KERNEL } from './kernel-bytes.ts';

/** Where a table begins in the kernel's memory: a 32-bit integer, negative in the upper half. */
type Address = { readonly value: number };

/**
 * What `kernel/` exports. Tables of one instance: `layOut` gives the bytes they need, `memory` is grown to that, and
 * `gain`, `leastTwice`, `low` and `up` are filled. Then any number of times: `place` takes over the division in `groupOf`,
 * `begin` and `anneal` change it, and `give` writes it back.
 */
export type Kernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  layOut(people: number, groups: number, sizeMax: number): number;
  readonly gain: Address;
  readonly rowBytes: Address;
  readonly leastTwice: Address;
  readonly low: Address;
  readonly up: Address;
  readonly groupOf: Address;
  place(): void;
  give(): void;
  twiceObjective(): number;
  begin(hot: number, cold: number, steps: number, seed: number): void;
  anneal(moreSteps: number): 0 | 1;
  used(): number;
  accepted(): number;
  proposals(): number;
  readonly UNKNOWN: Address;
  sumWith(person: number, group: number): number;
  boundOf(group: number, from: number): number;
};

/** Of the global that every engine has; TypeScript declares it with a browser's DOM only. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

let compiled: object | undefined;

/** A kernel with memory of its own. The module is compiled once a process. */
export function newKernel(): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return new WebAssembly.Instance(compiled).exports as Kernel;
}
