/** What the order of questions looks at. */
export type Ordered = { id: string; votes: number; location: string | null };

/** How questions are taken: those with most votes first, or one from each location in turn. */
export type QuestionOrder = 'votes' | 'location-in-turn';

/**
 * Questions in the order in which they are taken. By votes: most first, equals by id, which is random. By location in
 * turn: each time round, the next of every location, the location of the strongest question first; questions without a
 * location are a location of their own. O(n log n).
 */
export function inOrder<Q extends Ordered>(questions: readonly Q[], order: QuestionOrder): Q[] {
  const byVotes = [...questions].sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1));
  if (order === 'votes') return byVotes;
  const taken = new Map<string | null, number>();
  const turns = byVotes.map((question) => {
    const turn = taken.get(question.location) ?? 0;
    taken.set(question.location, turn + 1);
    return { question, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ question }) => question);
}
