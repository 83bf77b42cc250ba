/** Texts that differ in case or spaces alone are the same point. */
export const likeText = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
