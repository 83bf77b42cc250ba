import { type InputError, Problem } from '../problems.ts';
import type { Joined } from './join.ts';

/** What was asked cannot be, with everything that stands against it. */
export function impossibleProgramme(errors: InputError[]): Problem {
  const [first] = errors;
  const detail = first ? `${first.pointer} ${first.message}` : 'The programme is impossible.';
  return new Problem('impossible', detail, { errors });
}

/** Nothing is to come any more. */
export function programmeEnded(): Problem {
  return new Problem('programme-ended', 'The programme has ended; start another one instead.');
}

/** Why nobody came in. */
export function notJoined(result: Exclude<Joined, { outcome: 'joined' }>): Problem {
  if (result.outcome === 'ended') return programmeEnded();
  if (result.outcome === 'impossible') return impossibleProgramme(result.errors);
  return new Problem(
    'programme-full',
    `The programme has ${result.capacity} places; raise the capacity of its series, or start another one.`,
  );
}

/** The caller is no member. */
export function notMember(): Problem {
  return new Problem('not-a-member', 'Join the programme first.');
}
