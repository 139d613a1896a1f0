import { sha256 } from '@firefly/domain/identity';
import type { Json, JsonObject } from '@firefly/domain/json';
import type { ToolReply } from '@firefly/domain/ports';
import { expect, test } from 'vitest';
import { openLibrary } from '../library/library.ts';
import { bundleFolder } from '../testing/bundle-folder.ts';
import { boatsWith, marina, recorded } from '../testing/mcp-samples.ts';
import { makeRecorder, type RecordMode } from './recorder.ts';

const reply = (args: JsonObject, said: Json, kind: ToolReply['kind'] = 'result'): ToolReply => {
  const text = JSON.stringify(said);
  const nothing = { durationMs: 1, quarantined: false, redactions: {} };
  return { kind, text, sha256: sha256(text), arguments: args, ...nothing };
};
const fine = { content: [{ type: 'text', text: 'fine' }] };

/** A server that answers all but berth 13, with which it goes down; a conversation that lost it stays lost. */
function live() {
  const asked: Json[] = [];
  const open = new Set<object>();
  const servers = {
    names: ['marina'],
    async open() {
      let lost = false;
      const session = {
        async call(_tool: string, args: JsonObject): Promise<ToolReply> {
          asked.push(args.berth ?? null);
          lost ||= args.berth === 13;
          if (lost) return reply(args, 'the process ended', 'lost');
          return { ...reply(args, fine), quarantined: args.berth === 666 };
        },
        close: async () => void open.delete(session),
      };
      open.add(session);
      return session;
    },
  };
  return { servers, asked, open };
}

async function recording(mode: RecordMode, held: readonly number[] = []) {
  const rows = held.map((berth) => recorded(marina, { berth }, 'result', fine));
  const folder = await bundleFolder([boatsWith(marina)], rows, [marina]);
  const library = await openLibrary(folder.dir);
  const tool = library.task(boatsWith(marina).id)?.tools.get('marina/list_boats');
  if (tool === undefined) throw new Error('no tool');
  const server = live();
  const kept: Json[] = [];
  const errors: unknown[] = [];
  const recorder = makeRecorder({
    ...{ mode, servers: server.servers },
    keep: async (row) => void kept.push(row.arguments.berth ?? null),
    onError: (error) => errors.push(error),
  });
  const ask = (berth: number, state: string | null = null, changes: Partial<typeof tool> = {}) =>
    recorder.answer(library, { ...tool, ...changes }, { berth }, state);
  return {
    ...{ ...server, kept, errors, ask },
    async [Symbol.asyncDispose]() {
      await recorder.close();
      library.close();
      await folder[Symbol.asyncDispose]();
      expect(server.open.size).toBe(0);
    },
  };
}

test('what many miss at once is asked once, kept, and answered as it came', async () => {
  await using at = await recording('new');
  const answers = await Promise.all([at.ask(1), at.ask(1), at.ask(2), at.ask(1)]);
  for (const answer of answers)
    expect(answer).toMatchObject({ tier: 'exact', response: JSON.stringify(fine) });
  expect({ asked: at.asked, kept: at.kept }).toEqual({ asked: [1, 2], kept: [1, 2] });
});

test('nothing is asked of a tool that changes something, in a changed state, or of a server without name', async () => {
  await using at = await recording('new');
  expect(await at.ask(1, null, { readOnly: false })).toBeNull();
  expect(await at.ask(1, 'changed')).toBeNull();
  expect(await at.ask(1, null, { server: 'harbour' })).toBeNull();
  expect(at.asked).toEqual([]);
});

test('once: only of tools that the bundle has nothing of', async () => {
  await using none = await recording('once');
  expect(await none.ask(1)).not.toBeNull();
  await using some = await recording('once', [5]);
  expect(await some.ask(1)).toBeNull();
  expect(some.asked).toEqual([]);
});

test('a secret is not kept, and not given', async () => {
  await using at = await recording('new');
  expect(await at.ask(666)).toBeNull();
  expect(at.kept).toEqual([]);
});

test('a server that goes down over one call answers the next', async () => {
  await using at = await recording('new');
  expect(await at.ask(1)).not.toBeNull();
  expect(await at.ask(13)).toBeNull();
  expect(await at.ask(2)).not.toBeNull();
  expect(at.open.size).toBe(1);
  expect({ kept: at.kept, errors: at.errors }).toEqual({ kept: [1, 2], errors: [] });
});
