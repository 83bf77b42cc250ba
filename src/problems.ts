import { type Speech, speak } from './languages/speak.ts';

/**
 * Every error a caller can meet: slug → status (RFC 9457). The slug is the `code` of the answer; its title stands in
 * the catalogue of texts, under `problem.` and the slug.
 */
export const PROBLEMS = {
  'bad-json': { status: 400 },
  'bad-request': { status: 400 },
  'validation-failed': { status: 400 },
  'bad-cursor': { status: 400 },
  unauthenticated: { status: 401 },
  forbidden: { status: 403 },
  'cross-site-request': { status: 403 },
  'not-found': { status: 404 },
  'method-not-allowed': { status: 405 },
  'request-timeout': { status: 408 },
  conflict: { status: 409 },
  'email-taken': { status: 409 },
  'gathering-not-open': { status: 409 },
  'gathering-not-started': { status: 409 },
  'programme-ended': { status: 409 },
  'programme-full': { status: 409 },
  'gathering-full': { status: 409 },
  'not-a-member': { status: 409 },
  'self-assessment-not-open': { status: 409 },
  'question-box-closed': { status: 409 },
  'too-many-questions': { status: 409 },
  'idempotency-in-flight': { status: 409 },
  'peer-assist-state': { status: 409 },
  'too-large': { status: 413 },
  'unsupported-media-type': { status: 415 },
  'idempotency-key-reused': { status: 422 },
  impossible: { status: 422 },
  'peer-assist-incomplete': { status: 422 },
  'peer-assist-problem-too-long': { status: 422 },
  'peer-assist-decision-taken': { status: 422 },
  'peer-assist-after-decision': { status: 422 },
  'peer-assist-in-the-past': { status: 422 },
  'peer-assist-length': { status: 422 },
  'peer-assist-facilitator-unit': { status: 422 },
  'peer-assist-agenda-length': { status: 422 },
  'peer-assist-presentations': { status: 422 },
  'peer-assist-assisters-alone': { status: 422 },
  'peer-assist-getting-to-know': { status: 422 },
  'peer-assist-panel-size': { status: 422 },
  'peer-assist-own-unit': { status: 422 },
  'peer-assist-reporting-line': { status: 422 },
  'peer-assist-load-cap': { status: 422 },
  'peer-assist-frequent': { status: 422 },
  'fair-stall-staff': { status: 422 },
  'fair-stations': { status: 422 },
  'fair-talk-minutes': { status: 422 },
  'fair-group-too-large': { status: 422 },
  'fair-rounds-too-long': { status: 422 },
  'headers-too-large': { status: 431 },
  'too-many-requests': { status: 429 },
  internal: { status: 500 },
  unavailable: { status: 503 },
} as const satisfies Record<string, { status: number }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong with the input: a JSON pointer (RFC 6901) into it and a sentence. */
export type InputError = { pointer: string; message: string };

/** An error meant for the caller. Thrown at the boundary only; use cases return their expected outcomes. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: InputError[] | undefined;
  /** Seconds for `Retry-After`, where waiting helps. */
  readonly retryAfter: number | undefined;

  /** The detail in other languages too, where a page may show it to anybody. */
  readonly detailIn: ((speech: Speech) => string) | undefined;

  /** @param detail a sentence for the caller: the rule and the remedy, nothing internal. */
  constructor(
    code: ProblemCode,
    detail: string | ((speech: Speech) => string),
    more: { errors?: InputError[]; retryAfter?: number } = {},
  ) {
    super(typeof detail === 'string' ? detail : detail(speak('en')));
    this.detailIn = typeof detail === 'string' ? undefined : detail;
    this.code = code;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
  }

  /** What kind of problem it is, without the case at hand. */
  titleIn({ say }: Speech): string {
    return say(`problem.${this.code}`);
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A 422 about one field of the body. */
export function impossible(pointer: string, message: string): Problem {
  return new Problem('impossible', message, { errors: [{ pointer, message }] });
}
