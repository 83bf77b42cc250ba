import type { JobName } from '../src/outbox/jobs.ts';
import type { Job } from './define-job.ts';
import { drawCoffeeJob } from './draw-coffee.ts';
import { extendSeriesJob } from './extend-series.ts';
import { readInboundMailJob } from './read-inbound-mail.ts';
import { recordEncountersJob } from './record-encounters.ts';
import { rotateStandUpJob } from './rotate-stand-up.ts';
import { sendMailsJob } from './send-mails.ts';

/** Every job: a name without a handler does not compile. */
export const JOBS: { [N in JobName]: Job<N> } = {
  'send-mails': sendMailsJob,
  'record-encounters': recordEncountersJob,
  'read-inbound-mail': readInboundMailJob,
  'extend-series': extendSeriesJob,
  'rotate-stand-up': rotateStandUpJob,
  'draw-coffee': drawCoffeeJob,
};
