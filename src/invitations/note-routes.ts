import type { Deps } from '../deps.ts';
import { noGathering } from '../gatherings/no-gathering.ts';
import { lockManagedGathering, managedGathering } from '../gatherings/queries.ts';
import type { App } from '../http/app-type.ts';
import { principalOf } from '../http/principal.ts';
import { answers, IdParams, Page } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { Problem } from '../problems.ts';
import { listNotes, noteItem } from './queries.ts';
import { NoteBody, NoteItem, NotesQuery } from './schemas.ts';
import { sendNote } from './send-note.ts';

const tags = ['invitations'];

/** What an organiser writes to a part of those invited. */
export function noteRoutes(app: App, deps: Deps): void {
  app.post('/gatherings/:id/notes', {
    schema: {
      tags,
      operationId: 'sendNote',
      summary: 'Write to a part of those invited',
      description:
        'Mails a note to everybody who belongs to the part now, in their quiet hours only when it cannot wait. ' +
        'A part gets at most three notes, and so does a person.',
      params: IdParams,
      body: NoteBody,
      response: answers({ 202: NoteItem }, 'not-found', 'gathering-not-open', 'conflict', 'impossible'),
    },
    handler: (request, reply) =>
      write(deps, request, reply, async (tx, now) => {
        const principal = principalOf(request);
        const gathering = await lockManagedGathering(tx, principal, request.params.id);
        if (!gathering) throw noGathering();
        const input = { gathering, request: request.body, actorId: principal.actorId };
        const result = await sendNote(tx, input, now);
        switch (result.outcome) {
          case 'sent':
            return { status: 202, body: noteItem(result.note) };
          case 'enough':
            throw new Problem(
              'conflict',
              'This part has had three notes already, and more would be a nuisance.',
            );
          case 'not-open':
            throw new Problem(
              'gathering-not-open',
              'Notes are sent while a gathering is scheduled and has not begun.',
            );
          case 'impossible':
            throw new Problem('impossible', 'This text cannot be mailed.', { errors: result.errors });
        }
      }),
  });

  app.get('/gatherings/:id/notes', {
    schema: {
      tags,
      operationId: 'listNotes',
      summary: 'List the notes that were sent',
      params: IdParams,
      querystring: NotesQuery,
      response: answers({ 200: Page(NoteItem) }, 'not-found', 'bad-cursor'),
    },
    handler: async (request) => {
      const gathering = await managedGathering(deps.db, principalOf(request), request.params.id);
      if (!gathering) throw noGathering();
      return listNotes(deps.db, { gatheringId: gathering.id, query: request.query });
    },
  });
}
