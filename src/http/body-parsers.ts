import type { App } from './app-type.ts';

/**
 * JSON is the one body of the API; forms and streams are taken where a scope adds them. An empty body is no error:
 * many clients send `Content-Type: application/json` with a DELETE, and where an object is expected it counts as {},
 * so that what is missing is named field by field. Prototype keys are refused.
 */
export function installBodyParsers(app: App): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parseJson(request, body, done);
  });
  app.addHook('preValidation', async (request) => {
    if (request.body === undefined && takesObject(request.routeOptions.schema?.body)) request.body = {};
  });
}

function takesObject(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'object';
}
