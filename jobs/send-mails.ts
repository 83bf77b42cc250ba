import { defineJob } from './define-job.ts';

/** Sends mails of the ledger. */
export const sendMailsJob = defineJob({
  name: 'send-mails',
  attempts: 10,
  backoffMs: 1_000,
  async run() {},
});
