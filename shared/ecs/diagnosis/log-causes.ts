/** What programs write when they die, and what it means. */
const LOG_HINTS: readonly { readonly matches: RegExp; readonly likely: string }[] = [
  {
    matches: /exec format error/i,
    likely: 'the image was built for another processor architecture than the task runs on',
  },
  {
    matches: /EADDRINUSE|address already in use/i,
    likely: 'the port is taken already, perhaps by another container of the task',
  },
  {
    matches: /heap out of memory|OutOfMemoryError|MemoryError|out of memory/i,
    likely: 'the program ran out of memory',
  },
  {
    matches: /Cannot find module|ModuleNotFoundError|ClassNotFoundException|No module named|cannot load such file/i,
    likely: 'a file or package the program needs is not in the image',
  },
  {
    matches: /password authentication failed|Access denied for user|authentication failed/i,
    likely: 'the credentials for a database or service are wrong',
  },
  {
    matches: /ECONNREFUSED|connection refused|ENOTFOUND|getaddrinfo|could not translate host name|no route to host/i,
    likely: 'another service the program needs cannot be reached: check its address and the security groups',
  },
  {
    matches:
      /(?:environment variable|env var|config\w*)[^\n]*(?:not set|missing|required|undefined)|(?:missing|required)[^\n]*(?:environment variable|env var)|KeyError/i,
    likely: 'a setting the program needs is missing from its environment',
  },
  {
    matches: /EACCES|permission denied|read-only file system/i,
    likely: 'the program may not read or write a file it needs',
  },
  {
    matches: /relation "[^"]*" does not exist|no such table|pending migration/i,
    likely: 'the database lacks a migration this release needs',
  },
];

/** What the last log lines of a failed container point to; the last line that says something decides. */
export function causeOfLog(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const hint = LOG_HINTS.find(({ matches }) => matches.test(line));
    if (hint !== undefined) return hint.likely;
  }
  return undefined;
}
