import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows, in names of the Prometheus conventions (base units, `_total`, no labels of people). */
export type Metrics = {
  registry: Registry;
  httpRequests: Histogram<'method' | 'route' | 'status'>;
  jobs: Histogram<'job' | 'result'>;
  mails: Counter<'kind' | 'delivery'>;
  inboundMails: Counter<'kind'>;
  inboundRefused: Counter<'code'>;
  queueDepth: Gauge<'state'>;
  outboxDepth: Gauge;
};

const HTTP_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const JOB_BUCKETS_S = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60];

/** A registry of its own, so that two apps in one process (tests) do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    httpRequests: new Histogram({
      name: 'acquaint_http_request_duration_seconds',
      help: 'Duration of HTTP requests by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: HTTP_BUCKETS_S,
      registers,
    }),
    jobs: new Histogram({
      name: 'acquaint_job_duration_seconds',
      help: 'Duration of jobs by name and result',
      labelNames: ['job', 'result'],
      buckets: JOB_BUCKETS_S,
      registers,
    }),
    mails: new Counter({
      name: 'acquaint_mails_total',
      help: 'Mails by kind and what became of them',
      labelNames: ['kind', 'delivery'],
      registers,
    }),
    inboundMails: new Counter({
      name: 'acquaint_inbound_mails_total',
      help: 'Mails that came in, by what they turned out to be',
      labelNames: ['kind'],
      registers,
    }),
    inboundRefused: new Counter({
      name: 'acquaint_inbound_refused_total',
      help: 'Recipients and mails that were not taken, by reply code',
      labelNames: ['code'],
      registers,
    }),
    queueDepth: new Gauge({
      name: 'acquaint_queue_jobs',
      help: 'Jobs in the queue by state',
      labelNames: ['state'],
      registers,
    }),
    outboxDepth: new Gauge({
      name: 'acquaint_outbox_jobs',
      help: 'Jobs that wait in the outbox for the relay',
      registers,
    }),
  };
}
