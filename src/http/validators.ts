import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';

import { Problem } from '../problems.ts';

/**
 * Bodies are taken as they are: no coercion, no defaults removed, unknown fields refused. Query, path and headers
 * arrive as text, so there numbers and booleans are read from it. All errors are reported, not just the first.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<TSchema> {
  const options = { allErrors: true, removeAdditional: false as const, useDefaults: true, strict: false };
  const exact = withFormats(new Ajv({ ...options, coerceTypes: false }));
  const fromText = withFormats(new Ajv({ ...options, coerceTypes: 'array' }));
  return ({ schema, httpPart }) => (httpPart === 'body' ? exact : fromText).compile(schema);
}

/** A local time as RFC 3339 writes its part before the offset; seconds may be left out. */
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

function withFormats(ajv: Ajv): Ajv {
  return addFormats.default(ajv).addFormat('date-time-local', LOCAL_TIME);
}

/** A validation failure as a 400 whose errors point at the fields by JSON pointer. */
export function validationProblem(errors: FastifySchemaValidationError[], part: string): Problem {
  const listed = errors.map((error) => ({ pointer: pointerOf(error), message: sentenceOf(error, part) }));
  const first = listed[0];
  const detail = first
    ? `${first.pointer || part}: ${first.message}`
    : `The ${part} does not fit the schema.`;
  return new Problem('validation-failed', detail, { errors: listed });
}

function pointerOf(error: FastifySchemaValidationError): string {
  const child = error.params.missingProperty ?? error.params.additionalProperty;
  if (typeof child !== 'string') return error.instancePath;
  return `${error.instancePath}/${child.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a text of a format must look like, where the name of the format does not say it. */
const FORMAT_SENTENCES: Record<string, string> = {
  'date-time': 'must be an instant such as 2026-12-03T11:00:00Z',
  'date-time-local':
    'must be a local time such as 2026-12-03T14:00:00, without Z or offset; its zone goes into timeZone',
};

function sentenceOf(error: FastifySchemaValidationError | ErrorObject, part: string): string {
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
      return `is not a field of this ${part}; remove it or check its spelling`;
    case 'enum':
      return `must be one of ${(error.params.allowedValues as unknown[]).join(', ')}`;
    case 'format':
      return FORMAT_SENTENCES[String(error.params.format)] ?? error.message ?? 'is not valid';
    default:
      return error.message ?? 'is not valid';
  }
}
