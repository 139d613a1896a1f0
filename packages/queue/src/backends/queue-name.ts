/**
 * The name of a queue in its store. Every key of a Redis queue is made with `:`, so BullMQ takes
 * none in a name; it is escaped, and `%` with it, lest two prefixes become one.
 */
export const queueName = (prefix: string | undefined, name: string): string =>
  prefix === undefined ? name : `${prefix.replaceAll('%', '%25').replaceAll(':', '%3A')}.${name}`;
