/**
 * Pairs by the circle method (Kirkman 1847): one stays, the others go round. 2g − 1 rounds in which everybody of 2g
 * meets everybody once; rounds of points, pair after pair.
 */
export function circleRounds(groups: number): Int32Array[] {
  const turning = 2 * groups - 1;
  return Array.from({ length: turning }, (_, round) => {
    const points = [turning, round];
    for (let k = 1; k < groups; k++) points.push((round + k) % turning, (round - k + turning) % turning);
    return Int32Array.from(points);
  });
}
