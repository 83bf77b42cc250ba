import { createReadStream } from 'node:fs';
import type { Command } from 'commander';

import { type Imported, importPeople } from '../people/import-people.ts';
import { InputRefused } from './failure-line.ts';
import { withDatabase } from './with-database.ts';

/** `import`: a file of people into the directory; bad lines are named and the good ones kept. */
export function registerImportCommand(program: Command): void {
  program
    .command('import')
    .description('bring a CSV file of people into the directory')
    .argument('<file.csv>', 'UTF-8, with a header line: email,name,unit,location,timeZone,…')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { dryRun?: boolean; json?: boolean }) => {
      const imported = await withDatabase((db) =>
        db.transaction(async (tx) => {
          const source = createReadStream(file);
          const result = await importPeople(tx, { source, dryRun: options.dryRun ?? false }, new Date());
          if ('problems' in result) {
            throw new InputRefused(`${file}, line ${result.line}: ${result.problems.join('; ')}`);
          }
          return result;
        }),
      );
      process.stdout.write(options.json ? `${JSON.stringify(imported)}\n` : report(imported));
    });
}

function report({ created, updated, unchanged, rejected, rejectedCount }: Imported): string {
  const lines = rejected.map(({ line, field, message }) => {
    return `line ${line}${field === null ? '' : `, ${field}`}: ${message}`;
  });
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejectedCount} rejected`;
  return `${[...lines, counts].join('\n')}\n`;
}
