import type { FixtureTool } from './fixture-server.ts';
import { object, structured, text } from './serve.ts';

/** A row of the atlas, by the name under which it is looked up. */
export interface Named {
  readonly name: string;
}

/** The tool that lists all rows. */
export const listing = (coast: string, things: string, rows: readonly Named[]): FixtureTool => ({
  listed: {
    name: `list_${things}`,
    description: `List all ${things} of ${coast}.`,
    inputSchema: { type: 'object', properties: {} },
    annotations: { readOnlyHint: true },
  },
  run: () => structured({ [things]: rows }),
});

/** The tool that answers a name with its row, or with what is seen of it. */
export const lookup = (
  coast: string,
  thing: string,
  rows: readonly Named[],
  name = `get_${thing}`,
  seen: (row: Named) => Record<string, unknown> = (row) => ({ ...row }),
): FixtureTool => ({
  listed: {
    name,
    description: `Get one ${thing} of ${coast} by its name.`,
    inputSchema: object({ [thing]: { type: 'string', description: `Name of the ${thing}` } }),
    annotations: { readOnlyHint: true },
  },
  run: (args) => {
    const row = rows.find((one) => one.name === args[thing]);
    return row === undefined
      ? { ...text(`There is no ${thing} of that name.`), isError: true }
      : structured(seen(row));
  },
});
