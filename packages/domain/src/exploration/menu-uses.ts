import { serverOf } from '../catalog/tool.ts';

const USE = 1;
/** A menu that bore nothing wanted is left alone for longer, as with walks. */
const FRUITLESS_USE = 3;

/** How often tools and servers stood on menus. */
export interface MenuUses {
  ofTool(tool: string): number;
  /** A mean over its tools: a server with many is not used up by its size. */
  ofServer(server: string): number;
  add(tools: readonly string[], fruitful?: boolean): void;
}

export function menuUses(kept: readonly string[]): MenuUses {
  const tools = new Map(kept.map((tool) => [tool, 0]));
  const sizes = new Map<string, number>();
  const servers = new Map<string, number>();
  for (const tool of kept) sizes.set(serverOf(tool), (sizes.get(serverOf(tool)) ?? 0) + 1);
  return {
    ofTool: (tool) => tools.get(tool) ?? 0,
    ofServer: (server) => (servers.get(server) ?? 0) / (sizes.get(server) ?? 1),
    add(menu, fruitful = true) {
      const use = fruitful ? USE : FRUITLESS_USE;
      for (const tool of menu) {
        if (!tools.has(tool)) continue;
        tools.set(tool, (tools.get(tool) ?? 0) + use);
        servers.set(serverOf(tool), (servers.get(serverOf(tool)) ?? 0) + use);
      }
    },
  };
}
