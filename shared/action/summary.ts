import { truncateUtf8 } from '#shared/text/truncate';

/** GitHub drops a step's whole summary above 1 MiB; this leaves room for what masking may add. */
export const SUMMARY_LIMIT_BYTES = 900 * 1024;

const CUT =
  '\n\n*The rest of this summary was cut: GitHub shows at most 1 MiB for a step. The report output has all of it.*\n';

/** Collects the job summary, block by block. What does not fit is cut at the end and said, never dropped whole. */
export class Summary {
  readonly #blocks: string[] = [];

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Adds Markdown as it is; foreign text in it must have been escaped (shared/text/markdown). */
  add(markdown: string): this {
    this.#blocks.push(markdown);
    return this;
  }

  render(limitBytes = SUMMARY_LIMIT_BYTES): string {
    const text = this.#blocks.map((block) => `${block.trimEnd()}\n`).join('\n');
    if (Buffer.byteLength(text) <= limitBytes) return text;
    const kept = truncateUtf8(text, limitBytes - Buffer.byteLength(CUT) - FENCE_ALLOWANCE);
    return `${closeOpenFence(kept)}${CUT}`;
  }
}

/** Room to close a code block that the cut left open. */
const FENCE_ALLOWANCE = 16;

function closeOpenFence(markdown: string): string {
  let open: string | undefined;
  for (const line of markdown.split('\n')) {
    const fence = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (line.trimEnd() === fence && fence.length >= open.length) open = undefined;
  }
  return open === undefined ? markdown : `${markdown}\n${open}`;
}
