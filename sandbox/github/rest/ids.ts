/** GitHub's ids grow over all resources of all repositories. */
export class Ids {
  #last = 1_000_000;

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

/** The id of the same thing in GraphQL: opaque, and another for another kind of thing. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}
