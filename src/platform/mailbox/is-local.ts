import type { FastifyRequest } from 'fastify';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[a-z0-9.-]+\.localhost)$/;

/**
 * Whether a request comes from this machine and was meant for it: not handed on by a proxy for somebody elsewhere, and
 * not sent by a page whose own name was made to point here (DNS rebinding), which is told by the name that it asks for.
 */
export function isLocal(request: FastifyRequest, publicUrl: string): boolean {
  const { hostname } = request;
  const isForwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  const isNamedSo = LOCAL_HOST.test(hostname) || hostname === new URL(publicUrl).hostname;
  return LOOPBACK.test(request.ip) && !isForwarded && isNamedSo;
}
