import t from 'tap';

import { createApp } from '../fixtures/create-app.ts';

t.test('/livez answers without a credential', async (t) => {
  const { call } = await createApp(t);
  const response = await call('GET', '/livez', undefined, null);
  t.equal(response.statusCode, 200);
  t.same(response.json(), { status: 'ok' });
});

t.test('/readyz names the part that does not answer', async (t) => {
  const { call } = await createApp(t);
  const response = await call('GET', '/readyz', undefined, null);
  t.equal(response.statusCode, 503, 'no mail server runs here');
  t.same(response.json(), { status: 'failed', checks: { database: 'ok', queue: 'ok', mail: 'failed' } });
});

t.test('/metrics speaks the Prometheus text format and counts requests by route pattern', async (t) => {
  const { call } = await createApp(t);
  await call('GET', '/livez', undefined, null);
  const response = await call('GET', '/metrics', undefined, null);
  t.match(response.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  t.match(
    response.body,
    'acquaint_http_request_duration_seconds_count{method="GET",route="/livez",status="200"} 1',
  );
});
