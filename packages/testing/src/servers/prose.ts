/** A server that knows a coast, and tells of it in sentences only, one of them in the form of a list. */
import { harbours, keepers } from './atlas-data.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, text } from './serve.ts';

const readOnly = { readOnlyHint: true };
const name = { type: 'string', description: 'Name of the harbour' };

const tools: readonly FixtureTool[] = [
  {
    listed: {
      name: 'list_harbours',
      description: 'Tell which harbours there are.',
      inputSchema: object({}),
      annotations: readOnly,
    },
    run: () =>
      text(
        `There are ${harbours.length} harbours:\n${harbours.map((h) => `- ${h.name}`).join('\n')}`,
      ),
  },
  {
    listed: {
      name: 'describe_harbour',
      description: 'Describe a harbour in a sentence.',
      inputSchema: object({ name }),
      annotations: readOnly,
    },
    run: (args) => {
      const found = harbours.find((one) => one.name === args.name);
      if (found === undefined) return { ...text('I know no such harbour.'), isError: true };
      const { county, depth_m, keeper } = found;
      return text(`${found.name} in ${county} is ${depth_m} m deep; ${keeper} keeps it.`);
    },
  },
  {
    listed: {
      name: 'list_keepers',
      description: 'Tell who keeps the harbours.',
      inputSchema: object({}),
      annotations: readOnly,
    },
    run: () => text(`Ask for ${keepers.map((one) => one.name).join(', ')}.`),
  },
];

serve({ name: 'prose', tools });
