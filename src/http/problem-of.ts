import type { FastifyError } from 'fastify';

import { Problem, type ProblemCode } from '../problems.ts';
import { validationProblem } from './validators.ts';

/** Errors of the framework that are the caller's doing → the catalogue, with a sentence that says the remedy. */
const FRAMEWORK_ERRORS: Record<string, [ProblemCode, string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad-json', 'The body could not be read as JSON.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'Send the Content-Type that the documentation names.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'Content-Length differs from the length of the body.'],
  FST_ERR_BAD_URL: ['bad-request', 'The path cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is nothing at this path.'],
};

/** What the caller is told of an error; nothing internal leaves. An id that is no id is simply not there. */
export function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validationContext === 'params') return new Problem('not-found', 'There is nothing at this path.');
  if (error.validation) return validationProblem(error.validation, error.validationContext ?? 'body');
  const known = FRAMEWORK_ERRORS[error.code];
  if (known) return new Problem(known[0], known[1]);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('bad-request', 'The request could not be read.');
  }
  return new Problem('internal', 'The fault is logged under the request id of this answer.');
}
