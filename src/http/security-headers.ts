import type { App } from './app-type.ts';

/** Answers of the API are data for the caller alone: not kept by caches, not guessed at, not shown as a page. */
export function installSecurityHeaders(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!request.url.startsWith('/api/')) return;
    reply.header('cache-control', 'no-store');
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
}
