import { processMails } from '../src/inbound/process-mail.ts';
import { defineJob } from './define-job.ts';

/** Reads mails that came in and does what they ask for; running it again changes nothing. */
export const readInboundMailJob = defineJob({
  name: 'read-inbound-mail',
  attempts: 10,
  backoffMs: 1_000,
  run: (deps, { inboundMailIds }) => processMails(deps, inboundMailIds),
});
