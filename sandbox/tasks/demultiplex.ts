/**
 * Takes apart the stream of a container's output: frames of one byte for the stream (1 stdout, 2 stderr), three zeros,
 * the length in four bytes, and the bytes (Engine API, "Attach to a container").
 */
export async function demultiplex(
  source: AsyncIterable<Buffer>,
  onData: (stream: 'stdout' | 'stderr', data: Buffer) => void,
): Promise<void> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= 8) {
      const end = 8 + pending.readUInt32BE(4);
      if (pending.length < end) break;
      onData(pending[0] === 2 ? 'stderr' : 'stdout', pending.subarray(8, end));
      pending = pending.subarray(end);
    }
  }
}
