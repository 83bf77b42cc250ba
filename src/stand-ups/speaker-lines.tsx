import type { Speech } from '../languages/speak.ts';
import type { Speaker } from './queries.ts';

/** What a speaker left beforehand. */
export function Lines({ speaker, speech: { say } }: { speaker: Speaker; speech: Speech }) {
  const { couldHelp, needsHelp } = speaker;
  return (
    <>
      {couldHelp && (
        <p>
          {say('stand-up.could-help')}: <bdi>{couldHelp}</bdi>
        </p>
      )}
      {needsHelp && (
        <p>
          {say('stand-up.needs-help')}: <bdi>{needsHelp}</bdi>
        </p>
      )}
    </>
  );
}
