import { StringDecoder } from 'node:string_decoder';

/** Longer lines are cut: the size of the largest CloudWatch Logs event, which the awslogs driver cuts at, too. */
const MAX_LINE = 262_118;

export interface LineSplitter {
  write(chunk: Buffer): void;
  /** Gives out what came after the last line end. */
  end(): void;
}

/** Cuts a stream of UTF-8 bytes into lines, without their ends. */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) emit(line.endsWith('\r') ? line.slice(0, -1) : line);
    while (rest.length > MAX_LINE) {
      onLine(rest.slice(0, MAX_LINE));
      rest = rest.slice(MAX_LINE);
    }
  };
  const emit = (line: string): void => {
    for (let start = 0; start === 0 || start < line.length; start += MAX_LINE) {
      onLine(line.slice(start, start + MAX_LINE));
    }
  };
  return {
    write: (chunk) => {
      take(decoder.write(chunk));
    },
    end: () => {
      take(decoder.end());
      if (rest !== '') emit(rest);
      rest = '';
    },
  };
}
