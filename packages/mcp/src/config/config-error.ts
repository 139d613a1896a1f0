/** A servers file that cannot be used. The message is one line for people: file, place, what to do. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message.replace(/\s+/g, ' ').trim(), options);
    this.name = 'ConfigError';
  }
}
