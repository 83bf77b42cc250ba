import { rotateCrew } from '../src/stand-ups/rotate-crew.ts';
import { defineJob } from './define-job.ts';

/** Rotates a third of a stand-up's members; running it again rotates nobody. */
export const rotateStandUpJob = defineJob({
  name: 'rotate-stand-up',
  attempts: 10,
  backoffMs: 1_000,
  async run({ db, engine, env, now, log }, { programmeId }) {
    const input = { programmeId, engine, invitationsMax: env.invitationsPer30DaysMax };
    const rotated = await db.transaction((tx) => rotateCrew(tx, input, now()));
    if (rotated) log.info({ programmeId, joined: rotated.joined.length }, 'stand-up rotated');
  },
});
