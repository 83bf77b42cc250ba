import { Readable } from 'node:stream';
import type { Static } from 'typebox';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requireRole } from '../http/principal.ts';
import { answers } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { importPeople } from './import-people.ts';
import { ImportAnswer, ImportQuery } from './schemas.ts';
import { receiveUpload } from './upload.ts';

/** About 400,000 people at 160 bytes a line; the time in which a request must arrive would not do for many more. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * What the validator sees is a stream, so the schema says what the text holds and not that it is one (OpenAPI 3.1
 * describes bodies that are not JSON without a type).
 */
const CsvBody = {
  content: {
    'text/csv': {
      schema: Type.Unsafe({
        contentMediaType: 'text/csv',
        description:
          'UTF-8, a header line with the names of the fields, `,` or `;` between them; `languages`, `offers` and ' +
          '`asks` are lists with `;` between the entries. The five fields that a new person needs must be there.',
        examples: [
          'email,name,unit,location,timeZone,languages\nana@example.org,Ana Silva,Finance,Nairobi,Africa/Nairobi,en;sw\n',
        ],
      }),
    },
  },
};

/** `POST /people/import`, in a scope of its own: here alone a body is CSV and comes as a stream. */
export function importRoute(app: App, deps: Deps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));

  app.post('/people/import', {
    bodyLimit: FILE_BYTES_MAX,
    schema: {
      tags: ['people'],
      operationId: 'importPeople',
      summary: 'Bring a file of people into the directory',
      description:
        'Good rows are kept and bad ones named. People are recognised by their address; the same file again changes ' +
        'nothing; nobody is removed. Optional columns that the file does not have stay as they are.',
      querystring: ImportQuery,
      body: CsvBody,
      response: answers(
        { 200: ImportAnswer },
        'forbidden',
        'unsupported-media-type',
        'too-large',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      requireRole(request, 'admin');
      requireUtf8(request.headers['content-type'] ?? '');
      const { dryRun } = request.query;
      const upload = receiveUpload(request.body instanceof Readable ? request.body : null, FILE_BYTES_MAX);
      return write<Static<typeof ImportAnswer>>(
        deps,
        request,
        reply,
        async (tx, now) => {
          const imported = await importPeople(tx, { source: upload.chunks, dryRun }, now);
          if ('rejected' in imported) return { status: 200, body: imported };
          const detail = `Line ${imported.line}: ${imported.problems.join('; ')}.`;
          const errors = imported.problems.map((message) => ({ pointer: '', message }));
          throw new Problem('impossible', detail, { errors });
        },
        upload.hash,
      );
    },
  });
}

function requireUtf8(contentType: string): void {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  if (!['utf-8', 'utf8', 'us-ascii'].includes(charset.toLowerCase())) {
    throw new Problem('unsupported-media-type', 'Send the file as UTF-8.');
  }
}
