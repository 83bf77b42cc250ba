import type { Gathering, Invitation } from '../db/schema/index.ts';

/**
 * A gathering as somebody attends it: who joins a hybrid one remotely is told where to join and no place, so that their
 * calendar leads there. Everybody else is told both.
 */
export function asAttended<G extends Pick<Gathering, 'hybrid' | 'place'>>(
  gathering: G,
  { answer, attends }: Pick<Invitation, 'answer' | 'attends'>,
): G {
  const remotely = gathering.hybrid && attends === 'remote' && answer !== 'none' && answer !== 'declined';
  return remotely ? { ...gathering, place: null } : gathering;
}
