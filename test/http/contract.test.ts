import fc from 'fast-check';
import t from 'tap';

import { createApp } from '../fixtures/create-app.ts';

type Schema = { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; $ref?: string };
type Content = Record<string, { schema?: Schema }>;
type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
  parameters?: { name: string; in: string }[];
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const METHODS = ['get', 'post', 'patch', 'delete', 'put'];
/** Anybody may ask for a sign-in link. */
const WITHOUT_CREDENTIAL = ['/api/v1/sign-in'];
/** Lists that cannot grow: the formats there are, and people whom one keeps from, of whom there are 200 at most. */
const FIXED_LISTS = ['/api/v1/formats', '/api/v1/me/do-not-match'];
/** Words that no field of anything may have: nobody is ranked. */
const RANKING = /^(score|rank|ranking|leaderboard|points|badge|degree|centrality)$/i;
const NOWHERE = '018f0000-0000-7000-8000-000000000000';
/** A fixed seed: a failure is the same for everybody who runs it. */
const SEED = 20_261_124;
const RUNS_PER_ROUTE = 12;

function operations(document: Document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method: method.toUpperCase(), operation }] : [];
    }),
  );
}

/** The path with ids that belong to nothing. */
function somewhere(path: string): string {
  return path.replace('{number}', '1').replaceAll(/\{[^}]+\}/g, NOWHERE);
}

function propertyNames(schema: Schema | undefined): string[] {
  if (!schema) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => [
    name,
    ...propertyNames(child),
  ]);
  return [...own, ...propertyNames(schema.items), ...(schema.anyOf ?? []).flatMap(propertyNames)];
}

t.test('every route says what it does, under a name of its own, and how it fails', async (t) => {
  const { call } = await createApp(t);
  const document = (await call('GET', '/openapi.json')).json<Document>();
  const all = operations(document);
  t.ok(all.length >= 30);
  const ids = all.map(({ operation }) => operation.operationId);
  t.equal(new Set(ids).size, ids.length);
  for (const { path, method, operation } of all) {
    const where = `${method} ${path}`;
    t.ok(operation.operationId && operation.summary && operation.tags?.length, where);
    if (!path.startsWith('/api/v1')) continue;
    t.ok(operation.responses['400']?.content?.['application/problem+json'], `${where} names its 400`);
    t.ok(operation.responses['500']?.content?.['application/problem+json'], `${where} names its 500`);
  }
});

t.test('every list is paged', async (t) => {
  const { call } = await createApp(t);
  const document = (await call('GET', '/openapi.json')).json<Document>();
  const lists = operations(document).filter(({ path, operation }) => {
    return (
      operation.responses['200']?.content?.['application/json']?.schema?.properties?.items !== undefined &&
      !FIXED_LISTS.includes(path)
    );
  });
  t.ok(lists.length >= 7);
  for (const { path, operation } of lists) {
    const names = operation.parameters?.map((parameter) => parameter.name) ?? [];
    t.ok(names.includes('limit') && names.includes('cursor'), path);
  }
});

t.test('no field of any answer or body ranks a person', async (t) => {
  const { call } = await createApp(t);
  const document = (await call('GET', '/openapi.json')).json<Document>();
  const schemas = operations(document).flatMap(({ operation }) => {
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.values(part?.content ?? {}),
    );
    return contents.map((content) => content.schema);
  });
  const names = [...schemas, ...Object.values(document.components.schemas)].flatMap(propertyNames);
  t.ok(names.includes('newPairShare'));
  t.same(
    names.filter((name) => RANKING.test(name)),
    [],
  );
});

t.test('nothing under /api/v1 answers without a credential', async (t) => {
  const { call } = await createApp(t);
  const document = (await call('GET', '/openapi.json')).json<Document>();
  for (const { path, method } of operations(document)) {
    if (!path.startsWith('/api/v1') || WITHOUT_CREDENTIAL.includes(path)) continue;
    const body = ['GET', 'DELETE'].includes(method) ? undefined : {};
    const response = await call(method, somewhere(path), body, null);
    t.equal(response.statusCode, 401, `${method} ${path}`);
    t.equal(response.headers['www-authenticate'], 'Bearer realm="acquaint"');
  }
});

t.test('whatever a caller sends, no route answers with a fault of ours', async (t) => {
  const { app, adminKey, call } = await createApp(t, { app: { requestsPerMinuteMax: false } });
  const document = (await call('GET', '/openapi.json')).json<Document>();
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', '\u0000', '\ud800', '__proto__', 'constructor', '../..', '%00', '1e400', NOWHERE),
  );
  const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
  for (const { path, method, operation } of operations(document)) {
    const fields = propertyNames(operation.requestBody?.content?.['application/json']?.schema);
    const body = fields.length ? fc.oneof(json, fc.dictionary(fc.constantFrom(...fields), json)) : json;
    const query = fc.dictionary(
      fc.constantFrom(...(operation.parameters?.map(({ name }) => name) ?? []), 'x', '__proto__'),
      text,
      { maxKeys: 3 },
    );
    const id = fc.oneof(fc.constant(NOWHERE), text);
    await fc.assert(
      fc.asyncProperty(body, query, id, async (payload, parameters, inPath) => {
        const filled = path.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(wellFormed(inPath)) || 'x');
        const search = new URLSearchParams(parameters).toString();
        const response = await app.inject({
          method: method as 'POST',
          url: search ? `${filled}?${search}` : filled,
          headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { payload: JSON.stringify(payload) }),
        });
        if (response.statusCode >= 500 && path !== '/readyz') {
          throw new Error(`${method} ${filled} answered ${response.statusCode}: ${response.body}`);
        }
      }),
      { seed: SEED, numRuns: RUNS_PER_ROUTE },
    );
    t.pass(`${method} ${path}`);
  }
});

/** Percent-encoding has no form for half a surrogate pair. */
function wellFormed(value: string): string {
  return value.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
