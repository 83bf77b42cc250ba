import { likeText } from './like-text.ts';

/** As many as a mail names (domain rules §1). */
const POINTS_MAX = 2;

/** Points that everybody at a table chose to share, in the words and the order of one of them; two at most. Pure. */
export function sharedPoints(shared: readonly (readonly string[])[], own: readonly string[]): string[] {
  const all = shared.map((points) => new Set(points.map(likeText)));
  const seen = new Set<string>();
  return own
    .filter((point) => {
      const like = likeText(point);
      if (seen.has(like)) return false;
      seen.add(like);
      return all.every((points) => points.has(like));
    })
    .slice(0, POINTS_MAX);
}
