/**
 * Repairs to the harbours of the atlas, kept in folders: every tool wants to know in which, and the
 * log shows ten at most, unless it is asked for one author's. Repairs go by a hash, and only by their
 * hash does the server tell what they cost.
 */
import { keepers } from './atlas-data.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured, text } from './serve.ts';

const string = { type: 'string' } as const;
const readOnly = { readOnlyHint: true };
const LIMIT = 10;
const DAY = 86_400;

interface Repair {
  readonly hash: string;
  readonly author: string;
  readonly timestamp: number;
  readonly subject: string;
}

const repair = (at: number, author: number, subject: string): Repair => ({
  hash: (0x9fceb02d + at * 0x1234567).toString(16).padEnd(12, '0a'),
  author: keepers[author]?.name ?? '',
  timestamp: 1_735_689_600 + at * 9 * DAY,
  subject,
});

const winter = [
  repair(0, 0, 'Mend the north gate'),
  repair(1, 1, 'Paint the signal mast'),
  repair(2, 2, 'Clear the slipway'),
  repair(3, 3, 'Oil the crane'),
  repair(4, 0, 'Replace the mooring rings'),
  repair(5, 1, 'Sound the inner basin'),
  repair(6, 2, 'Rewire the lantern'),
  repair(7, 3, 'Tar the long jetty'),
  repair(8, 0, 'Level the quay stones'),
  repair(9, 1, 'Splice the hawsers'),
  repair(10, 2, 'Shore up the breakwater'),
  repair(11, 3, 'Grease the sluice'),
];
const folders: Readonly<Record<string, readonly Repair[]>> = { Winter: winter };

const unknown = (folder: unknown) => ({
  ...text(`There is no folder ${JSON.stringify(folder)}.`),
  isError: true,
});

const inFolder =
  (answer: (repairs: readonly Repair[], args: Record<string, unknown>) => object) =>
  (args: Record<string, unknown>) => {
    const repairs = folders[String(args.folder)];
    if (repairs === undefined) return unknown(args.folder);
    const found = answer(repairs, args);
    return 'isError' in found ? unknown(args.hash) : structured({ ...found });
  };

const folder = { ...string, description: 'Folder that the repairs are kept in' };

const tools: readonly FixtureTool[] = [
  {
    listed: {
      name: 'read_log',
      description: 'Read the log of repairs, the newest first.',
      inputSchema: {
        type: 'object',
        properties: {
          folder: { ...folder, default: '.' },
          author: { ...string, description: 'Only repairs by this author' },
          grep: { ...string, description: 'Only repairs whose subject matches' },
          limit: { type: 'integer', default: LIMIT },
        },
      },
      annotations: readOnly,
    },
    run: inFolder((repairs, { author, grep }) => ({
      repairs: repairs
        .toReversed()
        .filter((each) => author === undefined || each.author === author)
        .filter((each) => grep === undefined || each.subject.includes(String(grep)))
        .slice(0, LIMIT),
    })),
  },
  {
    listed: {
      name: 'show',
      description: 'Show one repair.',
      inputSchema: object({ folder, hash: { ...string, description: 'Hash of the repair' } }),
      annotations: readOnly,
    },
    run: inFolder((repairs, { hash }) => {
      const at = repairs.findIndex((each) => each.hash === hash);
      return at < 0
        ? { isError: true }
        : { hash, cost_eur: 120 + ((at * 97) % 410), working_hours: 3 + ((at * 7) % 23) };
    }),
  },
];

serve({ name: 'repairs', tools });
