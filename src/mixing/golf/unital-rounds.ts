import { finiteField } from './finite-field.ts';

/**
 * q² rounds without a repeat in which everybody meets everybody, for q² − q + 1 groups of q + 1 with q a power of a
 * prime (7-4-9, 13-5-16, 21-6-25 …): the Hermitian unital N(x) = T(y) over GF(q²), N the norm and T the trace, with one
 * point at infinity. A line meets it in 1 or q + 1 points; lines of one slope meet it in 1 just q times, and these
 * points are one block with that at infinity. None for other numbers.
 */
export function unitalRounds(groups: number, size: number): Int32Array[] {
  const q = size - 1;
  const field = q > 1 && groups === q * q - q + 1 ? finiteField(q * q) : null;
  if (field === null) return [];
  const { add, multiply } = field;
  const elements = Array.from({ length: q * q }, (_, i) => i);
  const conjugate = elements.map((x) => {
    let power = x;
    for (let k = 1; k < q; k++) power = multiply(power, x);
    return power;
  });
  const points = elements.flatMap((x) =>
    elements.filter((y) => multiply(x, conjugate[x]!) === add(y, conjugate[y]!)).map((y) => ({ x, y })),
  );
  return elements.map((slope) => {
    const lines: number[][] = elements.map(() => []);
    for (const [point, { x, y }] of points.entries()) lines[add(y, multiply(slope, x))]!.push(point);
    const secants = lines.filter((line) => line.length > 1);
    const tangents = lines.filter((line) => line.length === 1);
    return Int32Array.from([...secants, ...tangents, [points.length]].flat());
  });
}
