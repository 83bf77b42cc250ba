import type { Mail } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { learnHolds } from './domain-holds.ts';
import type { Claim } from './ledger.ts';
import { putOff } from './put-off.ts';
import { type Delivered, SendingRound, type Session } from './sending-round.ts';
import type { MailMessage } from './transport.ts';

/** A mail of the ledger with the message to be built for it. */
export type Delivery = Claim & {
  kind: Mail['kind'];
  createdAt: Date;
  /** Where it goes, as `domainOf` gives it. */
  domain: string;
  /** Makes the message, when its turn has come. */
  build: () => MailMessage;
};

/**
 * Sends mails, as many at once as there are connections: each is claimed, sent and recorded by itself. As soon as the
 * server turns out to be away the rest is not tried but owed for later; so is the rest of a domain that asks for time,
 * and what is left when the process is asked to stop.
 */
export async function deliver(deps: Deps, deliveries: Delivery[]): Promise<Delivered> {
  const session: Session = {
    away: null,
    delivered: { sent: 0, queued: 0, failed: 0, unknown: 0, elsewhere: 0 },
  };
  const domains = byDomain(deliveries);
  await learnHolds(
    deps.db,
    deps.mailer.throttle,
    domains.map(([domain]) => domain),
  );
  const rounds = domains.map(([domain, mails]) => new SendingRound(deps, domain, mails, session));
  const results = await Promise.allSettled(rounds.flatMap((round) => round.lanes()));
  const left = rounds.flatMap((round) => round.left);
  session.delivered.queued += left.length;
  if (session.away !== null) await putOff(deps, left, session.away);
  // What a fault of ours left over comes again with the whole job.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  if (session.away === null) for (const round of rounds) await round.putOffLeft();
  return session.delivered;
}

function byDomain(deliveries: Delivery[]): [string, Delivery[]][] {
  const domains = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const mails = domains.get(delivery.domain);
    if (mails) mails.push(delivery);
    else domains.set(delivery.domain, [delivery]);
  }
  return [...domains];
}
