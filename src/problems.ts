/** Every error a caller can meet: slug → status and title (RFC 9457). The slug is the `code` of the answer. */
export const PROBLEMS = {
  'bad-json': { status: 400, title: 'The body is not valid JSON' },
  'bad-request': { status: 400, title: 'The request is malformed' },
  'validation-failed': { status: 400, title: 'The request does not fit the schema' },
  'bad-cursor': { status: 400, title: 'The cursor is not one this list gave out' },
  unauthenticated: { status: 401, title: 'A credential is needed' },
  forbidden: { status: 403, title: 'The credential does not give this right' },
  'cross-site-request': { status: 403, title: 'A request from another site may not change anything' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'The state does not allow this' },
  'email-taken': { status: 409, title: 'The address belongs to somebody else' },
  'gathering-not-open': { status: 409, title: 'The gathering is no longer open' },
  'gathering-not-started': { status: 409, title: 'The gathering has not begun yet' },
  'idempotency-in-flight': {
    status: 409,
    title: 'A request with this Idempotency-Key is still being worked on',
  },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not understood here' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  impossible: { status: 422, title: 'The input is well-formed but impossible' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service cannot answer at the moment' },
} as const satisfies Record<string, { status: number; title: string }>;

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

  /** @param detail a sentence for the caller: the rule and the remedy, nothing internal. */
  constructor(code: ProblemCode, detail: string, more: { errors?: InputError[]; retryAfter?: number } = {}) {
    super(detail);
    this.code = code;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A 422 about one field of the body. */
export function impossible(pointer: string, message: string): Problem {
  return new Problem('impossible', message, { errors: [{ pointer, message }] });
}
