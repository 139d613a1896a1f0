/** A reply that did not come whole or is none of the Messages API: asked for again, never used in part. */
export class BrokenReply extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenReply';
  }
}
