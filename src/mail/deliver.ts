import { setTimeout as pause } from 'node:timers/promises';

import type { Mail } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { judge } from './failure.ts';
import { type Claim, recordFailure, recordSent, recordSentAndClaim, withdraw } from './ledger.ts';
import { putOff } from './put-off.ts';
import type { MailMessage } from './transport.ts';

/** A mail of the ledger with the message to be built for it. */
export type Delivery = Claim & {
  kind: Mail['kind'];
  createdAt: Date;
  /** Makes the message, when its turn has come. */
  build: () => MailMessage;
};

/** What became of the mails of one call, by number; `elsewhere` were claimed by somebody else. */
export type Delivered = Record<'sent' | 'queued' | 'failed' | 'unknown' | 'elsewhere', number>;

/** A database that restarts is back within seconds; until then what was sent is worth remembering. */
const RECORD_ATTEMPTS_MAX = 20;
const RECORD_PAUSE_MS = 500;

/**
 * Sends mails, as many at once as there are connections: each is claimed, sent and recorded by itself. As soon as the
 * server turns out to be away the rest is not tried but owed for later.
 */
export async function deliver(deps: Deps, deliveries: Delivery[]): Promise<Delivered> {
  const round = new Round(deps, deliveries);
  const lanes = Array.from({ length: Math.min(deps.mailer.slots.size, deliveries.length) }, () =>
    deps.mailer.slots.run(() => round.lane()),
  );
  const results = await Promise.allSettled(lanes);
  await round.putOffRest();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return round.delivered;
}

/** The mails of one call while they are being sent. */
class Round {
  readonly delivered: Delivered = { sent: 0, queued: 0, failed: 0, unknown: 0, elsewhere: 0 };
  readonly #deps: Deps;
  readonly #rest: Delivery[];
  readonly #putOff: Delivery[] = [];
  #away: string | null = null;

  constructor(deps: Deps, deliveries: Delivery[]) {
    this.#deps = deps;
    this.#rest = [...deliveries].reverse();
  }

  /** Sends one mail after the other until none is left. */
  async lane(): Promise<void> {
    let sent: Delivery | null = null;
    for (;;) {
      const next = this.#away === null ? this.#rest.pop() : undefined;
      if (!next) break;
      const message = await this.#build(next);
      if (!message) continue;
      const claimed = await this.#claim(sent, next);
      sent = null;
      if (!claimed) this.delivered.elsewhere += 1;
      else if (await this.#send(next, message)) sent = next;
    }
    if (sent) await this.#recordSent(sent);
  }

  /** What was not tried because the server is away is owed for later. */
  async putOffRest(): Promise<void> {
    const rest = [...this.#putOff, ...this.#rest];
    if (this.#away === null || rest.length === 0) return;
    await putOff(this.#deps, rest, this.#away);
    this.delivered.queued += rest.length;
  }

  /** A message that cannot be made today cannot be made tomorrow: its mail fails, and the others go out. */
  async #build(delivery: Delivery): Promise<MailMessage | null> {
    const { db, log, metrics } = this.#deps;
    const { mailId, kind } = delivery;
    try {
      return delivery.build();
    } catch (err) {
      log.error({ err, mailId, kind }, 'message not made');
      await withdraw(db, [mailId], 'The message could not be made.');
      metrics.mails.inc({ kind, delivery: 'failed' });
      this.delivered.failed += 1;
      return null;
    }
  }

  async #claim(sent: Delivery | null, next: Delivery): Promise<boolean> {
    const { sql, now } = this.#deps;
    try {
      return await recordSentAndClaim(sql, sent?.mailId ?? null, next, now());
    } catch (error) {
      if (sent) await this.#recordSent(sent);
      throw error;
    }
  }

  /** True when the server has accepted it. */
  async #send(delivery: Delivery, message: MailMessage): Promise<boolean> {
    const { db, log, mailer, metrics, now } = this.#deps;
    const { mailId, kind } = delivery;
    const result = await mailer.send(message);
    if (result.accepted) {
      this.delivered.sent += 1;
      metrics.mails.inc({ kind, delivery: 'sent' });
      return true;
    }
    const verdict = judge(result.failure);
    const settled = await recordFailure(db, mailId, verdict, now());
    log.warn({ mailId, kind, delivery: settled, reason: verdict.reason }, 'mail not sent');
    metrics.mails.inc({ kind, delivery: settled });
    if (verdict.verdict === 'away') {
      this.#away = verdict.reason;
      this.#putOff.push(delivery);
    } else {
      this.delivered[settled] += 1;
    }
    return false;
  }

  /** Tries for a while: what is not recorded is taken for unknown later, and nobody would know it arrived. */
  async #recordSent(delivery: Delivery): Promise<void> {
    const { sql, now } = this.#deps;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await recordSent(sql, delivery.mailId, now());
      } catch (error) {
        if (attempt === RECORD_ATTEMPTS_MAX) throw error;
        await pause(RECORD_PAUSE_MS);
      }
    }
  }
}
