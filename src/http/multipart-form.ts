import { Problem } from '../problems.ts';
import type { App } from './app-type.ts';

/** Forms of ours hold a word or two. */
const FORM_BYTES_MAX = 16 * 1024;

/**
 * Reads multipart/form-data into the body as text fields, as urlencoded forms are; files and repeated fields do not
 * occur in forms of ours, the last one counts. Mail programs unsubscribe with either kind (RFC 8058 §3.2).
 */
export function installMultipartForms(app: App): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: FORM_BYTES_MAX },
    async (request: { headers: { 'content-type'?: string | undefined } }, body: Buffer) => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
      if (!form) throw new Problem('bad-request', 'The form could not be read.');
      const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
      return Object.fromEntries(fields);
    },
  );
}
