const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/**
 * A reply of "later" is about one mailbox (greylisted, full); this many mails put off, with none accepted in between,
 * are about us.
 */
const MAILS_PUT_OFF_MAX = 3;
/** Rate limits of providers are counted by the minute or the hour. */
const HOLD_MIN_MS = 30 * SECOND_MS;
const HOLD_MAX_MS = 15 * MINUTE_MS;

/** What the domains that mail goes to say of our pace. In the memory of one process; each finds out for itself. */
export type Throttle = {
  /** How long to leave a domain alone, in milliseconds; 0: it may be tried. */
  holdMs(domain: string, now: Date): number;
  /** Whether it asked for time and has accepted nothing since: one mail at a time will tell. */
  isWary(domain: string): boolean;
  /** A mail was accepted: it may be tried as ever. */
  accepted(domain: string): void;
  /** This mail was put off with a 4xx reply. */
  deferred(domain: string, mailId: string, now: Date): void;
};

/** Leaves domains alone that put off one mail after the other: for half a minute, and twice as long each time. */
export function createThrottle(): Throttle {
  const domains = new Map<string, { putOff: Set<string>; holds: number; heldUntil: number }>();
  return {
    holdMs: (domain, now) => Math.max(0, (domains.get(domain)?.heldUntil ?? 0) - now.getTime()),
    isWary: (domain) => (domains.get(domain)?.holds ?? 0) > 0,
    accepted: (domain) => void domains.delete(domain),
    deferred(domain, mailId, now) {
      const state = domains.get(domain) ?? { putOff: new Set(), holds: 0, heldUntil: 0 };
      domains.set(domain, state);
      // Mails that were on their way when the hold began say nothing new.
      if (state.heldUntil > now.getTime()) return;
      state.putOff.add(mailId);
      if (state.putOff.size < MAILS_PUT_OFF_MAX) return;
      state.heldUntil = now.getTime() + Math.min(HOLD_MIN_MS * 2 ** state.holds, HOLD_MAX_MS);
      state.holds += 1;
    },
  };
}
