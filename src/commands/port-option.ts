import { InvalidArgumentError, Option } from 'commander';

/** `--port`: that it is a number is a matter of use; whether it is in range and free is found at start. */
export function portOption(): Option {
  return new Option('--port <port>', 'where HTTP listens (PORT)').argParser((text: string) => {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a port number.');
    return text;
  });
}
