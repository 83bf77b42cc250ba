import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler';

import type { Ahead } from './compile-ahead.ts';

/**
 * Fastify's own serializers, which send the fields of a schema and no other, compiled when a route first answers: to
 * compile those of all routes takes a second, and most processes need few. A service takes the rest from `ahead`.
 */
export function createSerializerFactory(ahead: Ahead = []): SerializerFactory {
  const build = SerializerSelector();
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options);
    return (route) => {
      let serialize: ((doc: unknown) => string) | undefined;
      const compiled = () => {
        serialize ??= compile(route);
        return serialize;
      };
      ahead.push(compiled);
      return (doc) => compiled()(doc);
    };
  };
}
