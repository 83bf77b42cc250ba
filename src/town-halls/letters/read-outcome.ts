import { plainLine, plainText } from '../../calendar/plain-text.ts';
import { isLocalTime } from '../../calendar/time-zones.ts';
import { OWN_ID } from '../../http/formats.ts';
import { NAME_MAX, type OutcomeInput, TEXT_MAX } from '../schemas.ts';

/** What the host's form says became of a question; null where it does not say it. */
export function readOutcome({
  question = '',
  outcome,
  answer = '',
  by = '',
  on = '',
}: Record<string, string>): (OutcomeInput & { questionId: string }) | null {
  const promisedBy = plainLine(by).slice(0, NAME_MAX);
  if (!OWN_ID.test(question)) return null;
  if (outcome !== 'answered' && outcome !== 'promised' && outcome !== 'not-answered') return null;
  if (outcome === 'promised' && promisedBy === '') return null;
  if (on !== '' && !isLocalTime(`${on}T00:00:00`)) return null;
  return {
    questionId: question,
    outcome,
    answer: plainText(answer).slice(0, TEXT_MAX) || null,
    promisedBy: promisedBy || null,
    promisedOn: on || null,
  };
}
