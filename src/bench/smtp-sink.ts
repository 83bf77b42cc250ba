/** A real SMTP server in a process of its own that throws messages away and tells its parent how many it took. */
import { SMTPServer } from 'smtp-server';

/** What the sink tells its parent: where it listens, then how many messages it has acknowledged. */
export type SinkNews = { port: number } | { acknowledged: number };

/** News in between are for a progress bar. */
const NEWS_EVERY = 50;
let acknowledged = 0;
let goal = Number.POSITIVE_INFINITY;
const tell = (news: SinkNews) => process.send?.(news);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, callback) {
    stream.resume();
    stream.on('end', () => {
      callback();
      acknowledged += 1;
      if (acknowledged % NEWS_EVERY === 0 || acknowledged === goal) tell({ acknowledged });
    });
  },
});
server.on('error', () => undefined);
/** The parent says how many are to come, which starts the count anew. */
process.on('message', (count: number) => {
  goal = count;
  acknowledged = 0;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  tell({ port: typeof address === 'object' && address ? address.port : 0 });
});
