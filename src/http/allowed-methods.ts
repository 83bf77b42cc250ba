import type { App } from './app-type.ts';

/**
 * Remembers every route registered from now on and tells which methods a path takes, so that a wrong method is told
 * from a wrong path (RFC 9110 §15.5.6). Only requests that no route took pay for the look-up.
 */
export function rememberMethods(app: App): (path: string) => string[] {
  const patterns = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = patterns.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    patterns.set(url, known);
  });
  return (path) => {
    const allowed = [...patterns.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(allowed.flatMap(({ methods }) => [...methods]))].sort();
  };
}

/** `/people/:id` → any one segment in the place of `:id`; a final `*` takes the rest. */
function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment === '*' ? '.*' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}$`);
}
