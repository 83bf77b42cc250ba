import { setTimeout as pause } from 'node:timers/promises';

import type { Deps } from '../deps.ts';
import type { Delivery } from './deliver.ts';
import { endHold, shareHold } from './domain-holds.ts';
import { leavePlace, takePlace } from './domain-places.ts';
import { isDeferral, judge } from './failure.ts';
import { recordFailure, recordSent, recordSentAndClaim, withdraw } from './ledger.ts';
import { takeTurn } from './pace.ts';
import { holdBack, leave } from './put-off.ts';
import type { MailMessage } from './transport.ts';

/** What became of the mails of one call, by number; `elsewhere` were claimed by somebody else. */
export type Delivered = Record<'sent' | 'queued' | 'failed' | 'unknown' | 'elsewhere', number>;

/** What the rounds of one call know together. `away`: why nothing can be sent at the moment, as soon as one found out. */
export type Session = { away: string | null; delivered: Delivered };

/** A database that restarts is back within seconds; until then what was sent is worth remembering. */
const RECORD_ATTEMPTS_MAX = 20;
const RECORD_PAUSE_MS = 500;
/** How soon a place is asked for again when other processes have them all. */
const PLACE_PAUSE_MS = 100;

/** The mails of one call to one domain while they are being sent. */
export class SendingRound {
  /** What has not been tried, or is to be tried again without counting as an attempt. */
  readonly left: Delivery[];
  readonly #deps: Deps;
  readonly #domain: string;
  readonly #session: Session;
  #ended = false;

  constructor(deps: Deps, domain: string, mails: Delivery[], session: Session) {
    this.#deps = deps;
    this.#domain = domain;
    this.left = [...mails].reverse();
    this.#session = session;
  }

  /** Sends everything, in as many lanes as the domain is sent to at once; one while it has asked for time. */
  lanes(): Promise<void>[] {
    const { slots, domainSlots, throttle } = this.#deps.mailer;
    const places = domainSlots(this.#domain);
    const count = throttle.isWary(this.#domain) ? 1 : Math.min(places.size, this.left.length);
    return Array.from({ length: count }, () => places.run(() => slots.run(() => this.#lane())));
  }

  /** What is left is owed: to another process when this one stops, for later when the domain asked for time. */
  async putOffLeft(): Promise<void> {
    if (this.left.length === 0) return;
    if (this.#deps.stopping.aborted) await leave(this.#deps, this.left);
    else await holdBack(this.#deps, this.#domain, this.left);
  }

  /** Sends one mail after the other until none is left or the round ends. */
  async #lane(): Promise<void> {
    let sent: Delivery | null = null;
    const { perDomainMax, ratePerSecond } = this.#deps.mailer;
    if (perDomainMax === null && ratePerSecond === null) {
      while (this.#goesOn() && this.left.length > 0) sent = await this.#next(sent);
    } else {
      while (this.#goesOn() && this.left.length > 0) {
        if (sent) await this.#recordSent(sent);
        sent = await this.#nextInTurn(perDomainMax, ratePerSecond);
      }
    }
    if (sent) await this.#recordSent(sent);
  }

  /** Sends the next mail when all processes together leave room for it. */
  async #nextInTurn(perDomainMax: number | null, ratePerSecond: number | null): Promise<Delivery | null> {
    const { sql, mailer } = this.#deps;
    const place = perDomainMax === null ? null : await takePlace(sql, this.#domain, perDomainMax);
    if (perDomainMax !== null && place === null) {
      await this.#wait(PLACE_PAUSE_MS);
      return null;
    }
    try {
      if (ratePerSecond !== null) {
        await mailer.turns.run(async () => {
          if (this.#goesOn()) await this.#wait(await takeTurn(sql, ratePerSecond));
        });
      }
      return this.#goesOn() ? await this.#next(null) : null;
    } finally {
      if (place) await leavePlace(sql, place);
    }
  }

  /** Sends the next mail and records the one before in the same statement; the mail that has been accepted, if it was. */
  async #next(before: Delivery | null): Promise<Delivery | null> {
    const next = this.left.pop();
    if (!next) return before;
    const message = await this.#build(next);
    if (!message) return before;
    if (!(await this.#claim(before, next))) {
      this.#session.delivered.elsewhere += 1;
      return null;
    }
    return (await this.#send(next, message)) ? next : null;
  }

  #goesOn(): boolean {
    const { mailer, now, stopping } = this.#deps;
    this.#ended ||= stopping.aborted || mailer.throttle.holdMs(this.#domain, now()) > 0;
    return !this.#ended && this.#session.away === null;
  }

  async #wait(ms: number): Promise<void> {
    const { stopping } = this.#deps;
    await pause(ms, undefined, { signal: stopping }).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
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
      this.#session.delivered.failed += 1;
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
      if (mailer.throttle.accepted(this.#domain)) await this.#endHold();
      this.#session.delivered.sent += 1;
      metrics.mails.inc({ kind, delivery: 'sent' });
      return true;
    }
    const judged = judge(result.failure);
    const deferred = judged.verdict === 'later' && isDeferral(result.failure);
    const hold = deferred ? mailer.throttle.deferred(this.#domain, mailId, now()) : null;
    if (hold) await shareHold(db, this.#domain, hold);
    // A mail that is put off while the domain asks for time is not to blame: its attempt does not count either.
    const held = deferred && mailer.throttle.holdMs(this.#domain, now()) > 0;
    const verdict = held ? { ...judged, verdict: 'away' as const } : judged;
    const settled = await recordFailure(db, mailId, verdict, now());
    log.warn({ mailId, kind, delivery: settled, reason: verdict.reason }, 'mail not sent');
    metrics.mails.inc({ kind, delivery: settled });
    if (verdict.verdict === 'away') {
      if (!held) this.#session.away = verdict.reason;
      this.left.push(delivery);
    } else {
      this.#session.delivered[settled] += 1;
    }
    return false;
  }

  /** The others find out by themselves where this cannot be told; the mail has been accepted either way. */
  async #endHold(): Promise<void> {
    const { db, log } = this.#deps;
    await endHold(db, this.#domain).catch((err: unknown) => log.warn({ err }, 'hold not ended'));
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
