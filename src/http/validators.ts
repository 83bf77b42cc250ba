import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';

import { Problem } from '../problems.ts';
import type { Ahead } from './compile-ahead.ts';
import { FORMAT_SENTENCES, withFormats } from './formats.ts';

/**
 * Bodies are taken as they are: no coercion, no defaults removed, unknown fields refused. Query, path and headers
 * arrive as text, so there numbers and booleans are read from it. All errors are reported, not just the first. Each
 * schema is compiled when it is first used (see `createSerializerFactory`).
 */
export function createValidatorCompiler(ahead: Ahead = []): FastifySchemaCompiler<TSchema> {
  const options = { allErrors: true, removeAdditional: false as const, useDefaults: true, strict: false };
  const exact = withFormats(new Ajv({ ...options, coerceTypes: false }));
  const fromText = withFormats(new Ajv({ ...options, coerceTypes: 'array' }));
  return ({ schema, httpPart }) => {
    let validate: ValidateFunction | undefined;
    const compiled = () => {
      validate ??= (httpPart === 'body' ? exact : fromText).compile(schema);
      return validate;
    };
    ahead.push(compiled);
    return (data: unknown) => (compiled()(data) ? true : { error: compiled().errors ?? [] });
  };
}

/** Enough to mend a request by; a body of nonsense does not get a book back. */
const ERRORS_MAX = 20;
const POINTER_LENGTH_MAX = 200;

/** A validation failure as a 400 whose errors point at the fields by JSON pointer. */
export function validationProblem(errors: FastifySchemaValidationError[], part: string): Problem {
  const listed = errors
    .slice(0, ERRORS_MAX)
    .map((error) => ({ pointer: pointerOf(error), message: sentenceOf(error, part) }));
  const first = listed[0];
  const detail = first
    ? `${first.pointer || part}: ${first.message}`
    : `The ${part} does not fit the schema.`;
  return new Problem('validation-failed', detail, { errors: listed });
}

function pointerOf(error: FastifySchemaValidationError): string {
  const child = error.params.missingProperty ?? error.params.additionalProperty;
  if (typeof child !== 'string') return error.instancePath;
  const pointer = `${error.instancePath}/${child.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return pointer.slice(0, POINTER_LENGTH_MAX);
}

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
