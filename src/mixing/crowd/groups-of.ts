import type { Question } from '../question.ts';

/**
 * Groups within which tables should be made where a rule divides everybody: by location when a table needs one, and by
 * the language of theirs that most speak when it needs a language. Null where no rule does.
 */
export function groupsOf({ people, room, rules, pairRules }: Question): Int32Array | null {
  if (!rules.sameLocation && pairRules.tongues === null) return null;
  const speakers = new Map<string, number>();
  for (const { languages } of people)
    for (const language of languages ?? []) speakers.set(language, (speakers.get(language) ?? 0) + 1);
  const most = [...speakers.keys()].sort((one, other) => speakers.get(other)! - speakers.get(one)!);
  const codes = new Map<string, number>();
  return Int32Array.from(people, ({ languages }, i) => {
    const language =
      pairRules.tongues === null ? '' : (most.find((one) => languages?.includes(one)) ?? most[0]);
    const key = `${rules.sameLocation ? room.location[i] : ''} ${language}`;
    const code = codes.get(key) ?? codes.size;
    codes.set(key, code);
    return code;
  });
}
