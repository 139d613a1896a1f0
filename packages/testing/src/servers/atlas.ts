/**
 * A coast of harbours, keepers and vessels that refer to each other, for runs of the whole pipeline.
 * Beside the lookups it holds traps: a tide that differs at each call and names any keeper, a forecast
 * that fails in words only, a tool that writes, and a tool that gives its licence key away.
 *
 * `ATLAS_LOG` names a file: a line for each start of the server, and for each write.
 * `ATLAS_STARTS` is how often it starts at all, by that log; `ATLAS_CALLS` after how many calls it dies.
 * `ATLAS_COAST` names the coast, so that the tools of two such servers are not the same.
 * `ATLAS_CALM`: its tides do not differ, so that all that it says can be compared.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { harbours, keepers, vessels } from './atlas-data.ts';
import { listing, lookup, type Named } from './atlas-tools.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured, text } from './serve.ts';

const string = { type: 'string' } as const;
const readOnly = { readOnlyHint: true };

const { ATLAS_LOG, ATLAS_STARTS = 'Infinity', ATLAS_CALLS = 'Infinity' } = process.env;
const { ATLAS_COAST = 'the coast', ATLAS_CALM } = process.env;
const log = (line: string): void => {
  if (ATLAS_LOG !== undefined) appendFileSync(ATLAS_LOG, `${line}\n`);
};

const random = ATLAS_CALM === undefined ? Math.random : () => 0.5;

/**
 * Whom the last answer about a harbour named: the next names another, so that every repeat differs; with
 * a log beside it also after a restart, as a run that goes on would else be lucky now and then.
 */
const NAMED = ATLAS_LOG === undefined ? undefined : `${ATLAS_LOG}.named.json`;
const named: Record<string, string> =
  NAMED !== undefined && existsSync(NAMED) ? JSON.parse(readFileSync(NAMED, 'utf8')) : {};
const nextKeeper = (harbour: string): string | undefined => {
  const others = keepers.map(({ name }) => name).filter((name) => name !== named[harbour]);
  const chosen = others[Math.floor(random() * others.length)];
  if (chosen === undefined || ATLAS_CALM !== undefined) return chosen;
  named[harbour] = chosen;
  // Renamed into place: a killed process leaves no half of it.
  if (NAMED !== undefined) {
    writeFileSync(`${NAMED}.${process.pid}`, JSON.stringify(named));
    renameSync(`${NAMED}.${process.pid}`, NAMED);
  }
  return chosen;
};

/** Numbers that stand nowhere else, so that a search finds them: from nine million up. */
const moment = (): number => 9_000_000 + Math.floor(random() * 1_000_000);
const tide = ({ name }: Named) => ({
  name,
  tide_m: moment() + 0.5,
  moored_vessels: moment(),
  keeper: nextKeeper(name),
});

const writing = (
  name: string,
  annotations?: { readonly destructiveHint: boolean },
): FixtureTool => ({
  listed: {
    name,
    description: 'Give a vessel another name.',
    inputSchema: object({ vessel: string }),
    ...(annotations === undefined ? {} : { annotations }),
  },
  run: () => {
    log(`wrote ${name}`);
    return text('renamed');
  },
});

const tools: readonly FixtureTool[] = [
  listing(ATLAS_COAST, 'harbours', harbours),
  listing(ATLAS_COAST, 'keepers', keepers),
  listing(ATLAS_COAST, 'vessels', vessels),
  lookup(ATLAS_COAST, 'harbour', harbours),
  lookup(ATLAS_COAST, 'keeper', keepers),
  lookup(ATLAS_COAST, 'vessel', vessels),
  lookup(ATLAS_COAST, 'harbour', harbours, 'get_tide', tide),
  {
    listed: {
      name: 'get_forecast',
      description: `Get the forecast for a harbour of ${ATLAS_COAST}.`,
      inputSchema: object({ harbour: string }),
      annotations: readOnly,
    },
    run: () => text('{"status":"error","message":"the mast does not answer"}'),
  },
  writing('rename_vessel'),
  writing('scrap_vessel', { destructiveHint: true }),
  {
    listed: {
      name: 'get_licence',
      description: `Get the licence of the register of ${ATLAS_COAST}.`,
      inputSchema: { type: 'object', properties: {} },
      annotations: readOnly,
    },
    run: () => structured({ name: 'Coast Register', licence: process.env.LICENCE_KEY ?? 'none' }),
  },
];

/** The same tool, as long as the server lives. */
let left = Number(ATLAS_CALLS);
const mortal = (tool: FixtureTool): FixtureTool => ({
  ...tool,
  run: (args) => {
    if (left === 0) process.exit(7);
    left -= 1;
    return tool.run(args);
  },
});

log(`started ${process.pid}`);
console.error(`licensed with ${process.env.LICENCE_KEY}`);
if (ATLAS_LOG !== undefined) {
  const starts = readFileSync(ATLAS_LOG, 'utf8').match(/^started /gm)?.length ?? 0;
  if (starts > Number(ATLAS_STARTS)) process.exit(3);
}
serve({ name: 'atlas', tools: tools.map(mortal) });
