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

/** How often a domain has asked for time without accepting anything since, and until when it is left alone. */
export type Hold = { holds: number; heldUntil: Date };

/** What the domains that mail goes to say of our pace: what this process found out, and what it learned of others. */
export type Throttle = {
  /** How long to leave a domain alone, in milliseconds; 0: it may be tried. */
  holdMs(domain: string, now: Date): number;
  /** Whether it asked for time and has accepted nothing since: one mail at a time will tell. */
  isWary(domain: string): boolean;
  /** A mail was accepted: it may be tried as ever. True when the domain had asked for time before. */
  accepted(domain: string): boolean;
  /** This mail was put off with a 4xx reply; the hold that begins with it, if one does. */
  deferred(domain: string, mailId: string, now: Date): Hold | null;
  /** Another process found out that the domain asks for time. */
  learn(domain: string, hold: Hold): void;
};

/** Leaves domains alone that put off one mail after the other: for half a minute, and twice as long each time. */
export function createThrottle(): Throttle {
  const domains = new Map<string, { putOff: Set<string>; holds: number; heldUntil: number }>();
  return {
    holdMs: (domain, now) => Math.max(0, (domains.get(domain)?.heldUntil ?? 0) - now.getTime()),
    isWary: (domain) => (domains.get(domain)?.holds ?? 0) > 0,
    accepted(domain) {
      const wasWary = (domains.get(domain)?.holds ?? 0) > 0;
      domains.delete(domain);
      return wasWary;
    },
    deferred(domain, mailId, now) {
      const state = domains.get(domain) ?? { putOff: new Set(), holds: 0, heldUntil: 0 };
      domains.set(domain, state);
      // Mails that were on their way when the hold began say nothing new.
      if (state.heldUntil > now.getTime()) return null;
      state.putOff.add(mailId);
      if (state.putOff.size < MAILS_PUT_OFF_MAX) return null;
      state.heldUntil = now.getTime() + Math.min(HOLD_MIN_MS * 2 ** state.holds, HOLD_MAX_MS);
      state.holds += 1;
      return { holds: state.holds, heldUntil: new Date(state.heldUntil) };
    },
    learn(domain, { holds, heldUntil }) {
      const state = domains.get(domain) ?? { putOff: new Set(), holds: 0, heldUntil: 0 };
      domains.set(domain, state);
      // Who knows of a hold is wary, and one mail more that is put off begins the next.
      if (state.holds >= holds) return;
      state.holds = holds;
      state.heldUntil = Math.max(state.heldUntil, heldUntil.getTime());
    },
  };
}
