import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process of the benchmark; throws where the process ends without one. `name` is what it is. */
export async function messageOf<T>(child: ChildProcess, name: string): Promise<T> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`the ${name} ended with ${code}`);
      }),
    ]);
    return message as T;
  } finally {
    ended.abort();
  }
}
