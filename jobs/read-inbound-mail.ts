import { processMail } from '../src/inbound/process-mail.ts';
import { defineJob } from './define-job.ts';

/** Reads a mail that came in and does what it asks for; running it again changes nothing. */
export const readInboundMailJob = defineJob({
  name: 'read-inbound-mail',
  attempts: 10,
  backoffMs: 1_000,
  async run(deps, { inboundMailId }) {
    const finding = await processMail(deps, inboundMailId);
    if (finding) deps.log.debug({ inboundMailId, kind: finding.kind }, 'a mail that came in was read');
  },
});
