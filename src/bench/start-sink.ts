import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { messageOf } from './message-of.ts';
import type { SinkNews } from './smtp-sink.ts';

const SINK_FILE = fileURLToPath(new URL('./smtp-sink.ts', import.meta.url));

/** An SMTP server in a process of its own that throws messages away. */
export type Sink = {
  url: string;
  /** Resolves when so many messages more have been acknowledged. */
  expect(count: number, progress: (done: number) => void): Promise<void>;
  close(): void;
};

/** Starts a sink; whoever does ends it with `close`. */
export async function startSink(): Promise<Sink> {
  const child = fork(SINK_FILE, { execArgv: ['--import=tsx'] });
  const first = await messageOf<SinkNews>(child, 'sink');
  if (!('port' in first)) throw new Error('the sink did not say where it listens');
  return {
    url: `smtp://127.0.0.1:${first.port}`,
    expect(count, progress) {
      child.send(count);
      return new Promise((resolve) => {
        const listen = (news: SinkNews) => {
          if (!('acknowledged' in news)) return;
          progress(news.acknowledged);
          if (news.acknowledged < count) return;
          child.off('message', listen);
          resolve();
        };
        child.on('message', listen);
      });
    },
    close: () => child.kill(),
  };
}
