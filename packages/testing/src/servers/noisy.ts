/** A server that prints a banner, half-made JSON and foreign JSON to stdout between its messages. */
import { object, serve, text } from './serve.ts';

const noise = (): void => {
  process.stdout.write('*** NOISY 3.1 ***\n{"level":"info"}\n[1,2\n{"jsonrpc":"2.0","id":{}}\n\n');
};
noise();
serve({
  name: 'noisy',
  tools: [
    {
      listed: { name: 'greet', inputSchema: object({}) },
      run: () => {
        noise();
        return text('hello');
      },
    },
  ],
});
