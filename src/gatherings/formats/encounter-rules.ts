/** Formats with tables: level 2 of who met whom. */
export const MET_AT_A_TABLE =
  'Two people who are both checked in and sit at the same table of at most eight for ten minutes or more count as having met; either may strike it out.';

/** Formats without tables: a room makes no encounters. */
export const MET_WHEN_BOTH_SAY_SO =
  'Being in the same room makes nobody acquainted: two people have met when both say so.';

/** A stand-up that is finished on its page: one circle, by the rule of every table. */
export const MET_IN_THE_CIRCLE =
  'Two people who both were there and stood in one circle of at most eight for ten minutes or more count as having met; either may strike it out.';
