export * from './accounts.ts';
export * from './encounters.ts';
export * from './gatherings.ts';
export * from './groups.ts';
export * from './invitations.ts';
export * from './mails.ts';
export * from './outbox.ts';
export * from './people.ts';
