import { finiteField } from './finite-field.ts';

/**
 * q + 1 rounds without a repeat in which everybody meets everybody, for q − q/s + 1 groups of s where q is a power of 2
 * and s divides it (7-4-9, 13-4-17, 15-8-17 …): the points of a maximal arc (Denniston 1969), which every line of the
 * plane meets in s points or none. A round is the lines of one direction. None for other numbers.
 */
export function arcRounds(groups: number, size: number): Int32Array[] {
  const q = ((groups - 1) * size) / (size - 1);
  const field =
    size > 1 && Number.isInteger(Math.log2(q)) && q % size === 0 && q > size ? finiteField(q) : null;
  if (field === null) return [];
  const { add, multiply } = field;
  const elements = Array.from({ length: q }, (_, i) => i);
  const values = new Set(elements.map((x) => add(multiply(x, x), x)));
  const middle = elements.find((b) => !values.has(b))!;
  const form = (x: number, y: number): number =>
    add(add(multiply(x, x), multiply(x, y)), multiply(middle, multiply(y, y)));
  const points = elements
    .flatMap((x) => elements.map((y) => ({ x, y })))
    .filter(({ x, y }) => form(x, y) < size);
  const sorted = (line: (x: number, y: number) => number): Int32Array =>
    Int32Array.from(points.keys()).sort(
      (a, b) => line(points[a]!.x, points[a]!.y) - line(points[b]!.x, points[b]!.y),
    );
  return [sorted((x) => x), ...elements.map((slope) => sorted((x, y) => add(y, multiply(slope, x))))];
}
