import { startMessagesApi } from './messages-api.ts';
import type { Script } from './scripted.ts';

/**
 * A scripted Messages API as a process of its own: `fork(this, [URL of a module that exports reply])`. It
 * sends `{url}` when it listens, answers each message with its counts, and ends with its parent.
 */
const [script] = process.argv.slice(2);
const { reply } = (await import(script ?? '')) as { readonly reply: Script };
const api = await startMessagesApi({ reply });
process.on('message', () => process.send?.({ counts: api.counts(), refused: api.refused }));
process.on('disconnect', () => process.exit());
process.send?.({ url: api.url });
