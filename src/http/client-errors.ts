import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { Problem, type ProblemCode } from '../problems.ts';
import { bodyOf } from './send-problem.ts';

/** What Node refuses before there is a request, by the code of its error; everything else is a malformed request. */
const CONNECTION_ERRORS: Record<string, [ProblemCode, string]> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'Send fewer or shorter headers.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'Send the request in one go.'],
};
const MALFORMED: [ProblemCode, string] = ['bad-request', 'The request is not HTTP as RFC 9112 defines it.'];

/** Answers what Node could not read as a request, then hangs up. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem(...(CONNECTION_ERRORS[error.code ?? ''] ?? MALFORMED));
  const body = JSON.stringify(bodyOf(problem));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n` +
      `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}
