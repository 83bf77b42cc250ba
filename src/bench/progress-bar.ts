const BAR_LENGTH = 30;

/** A bar on stderr, where results are not. */
export function bar(name: string, count: number): (done: number) => void {
  return (done) => {
    const filled = Math.round((done / count) * BAR_LENGTH);
    process.stderr.write(`\r${name} ${'█'.repeat(filled).padEnd(BAR_LENGTH, '·')} ${done}/${count}`);
    if (done >= count) process.stderr.write('\n');
  };
}
