import type { ModelBlock } from '@firefly/contracts/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelMessage } from '../model.ts';
import { requestFault } from '../testing/request-check.ts';
import { assistant, lookUp, MODEL, request, user } from '../testing/requests.ts';
import { wireRequest } from './request.ts';

const wire = (more: Parameters<typeof request>[0] = {}, forcing = true) =>
  wireRequest(MODEL, request(more), forcing);

test('what a stage repeats comes first, and marks end what is to be kept', () => {
  const second = { ...lookUp, name: 'maps__distance' };
  expect(wire({ tools: [lookUp, second] })).toMatchInlineSnapshot(`
    {
      "max_tokens": 1000,
      "messages": [
        {
          "content": [
            {
              "cache_control": {
                "type": "ephemeral",
              },
              "text": "Where is Lausanne?",
              "type": "text",
            },
          ],
          "role": "user",
        },
      ],
      "model": "claude-test-1",
      "system": [
        {
          "cache_control": {
            "type": "ephemeral",
          },
          "text": "Find what is asked for.",
          "type": "text",
        },
      ],
      "tool_choice": {
        "disable_parallel_tool_use": false,
        "type": "auto",
      },
      "tools": [
        {
          "description": "Finds cities by name.",
          "input_schema": {
            "properties": {
              "query": {
                "type": "string",
              },
            },
            "type": "object",
          },
          "name": "geo__search_cities",
        },
        {
          "cache_control": {
            "type": "ephemeral",
          },
          "description": "Finds cities by name.",
          "input_schema": {
            "properties": {
              "query": {
                "type": "string",
              },
            },
            "type": "object",
          },
          "name": "maps__distance",
        },
      ],
    }
  `);
});

test('messages that nothing goes on from are not kept', () => {
  const { goesOn: _, ...alone } = request();
  const { system, messages } = wireRequest(MODEL, alone, true);
  expect(JSON.stringify(system)).toContain('cache_control');
  expect(JSON.stringify(messages)).not.toContain('cache_control');
});

test.each([
  ['auto', true, { type: 'auto', disable_parallel_tool_use: false }],
  ['any', true, { type: 'any', disable_parallel_tool_use: false }],
  [
    { tool: lookUp.name },
    true,
    { type: 'tool', name: lookUp.name, disable_parallel_tool_use: false },
  ],
  ['none', true, { type: 'none' }],
  ['none', false, { type: 'none' }],
  ['any', false, { type: 'auto', disable_parallel_tool_use: false }],
] as const)('the choice %j, forcing %s', (choice, forcing, expected) => {
  expect(wire({ choice }, forcing).tool_choice).toEqual(expected);
});

test('without tools nothing is chosen, without a system nothing is said', () => {
  const bare = wire({ system: '', tools: [] });
  expect(Object.keys(bare)).toEqual(['model', 'max_tokens', 'messages']);
});

test('neighbours of one role become one turn, and results come first in it', () => {
  const call: ModelBlock = { type: 'tool_use', id: 't1', name: 'a b/c', input: [1] };
  const result: ModelBlock = { type: 'tool_result', tool_use_id: 't1', content: 'seen' };
  const messages = [user('One'), user('Two', ' '), assistant(call), user('Three'), user(result)];
  expect(wire({ messages }).messages).toMatchInlineSnapshot(`
    [
      {
        "content": [
          {
            "text": "One",
            "type": "text",
          },
          {
            "text": "Two",
            "type": "text",
          },
        ],
        "role": "user",
      },
      {
        "content": [
          {
            "id": "t1",
            "input": {
              "not_json": "[1]",
            },
            "name": "a_b_c",
            "type": "tool_use",
          },
        ],
        "role": "assistant",
      },
      {
        "content": [
          {
            "content": "seen",
            "tool_use_id": "t1",
            "type": "tool_result",
          },
          {
            "cache_control": {
              "type": "ephemeral",
            },
            "text": "Three",
            "type": "text",
          },
        ],
        "role": "user",
      },
    ]
  `);
});

test('a block of the provider’s own carries no mark', () => {
  const block = { type: 'thinking', thinking: '', signature: 'c2ln' };
  const { messages } = wire({ messages: [user({ type: 'opaque', block })] });
  expect(messages).toEqual([{ role: 'user', content: [block] }]);
});

/** A conversation as it comes about: a model says and calls what it will, each call is answered. */
const says = fc.array(fc.string(), { maxLength: 2 });
const calls = fc.array(fc.tuple(fc.string(), fc.jsonValue()), { maxLength: 3 });
const turn = fc.tuple(says, calls, says);
const conversation = fc.array(turn, { maxLength: 4 }).map((turns): ModelMessage[] => [
  user('Begin.'),
  ...turns.flatMap(([spoken, called, asked], at) => {
    const id = (which: number) => `toolu_${at}_${which}`;
    const uses = called.map(
      ([name, input], which) => ({ type: 'tool_use', id: id(which), name, input }) as ModelBlock,
    );
    const results = called.map(
      (_, which) => ({ type: 'tool_result', tool_use_id: id(which), content: '' }) as ModelBlock,
    );
    return [assistant(...spoken, ...uses), user(...asked, ...results)];
  }),
  user('Go on.'),
]);

test('the API takes every conversation that can come about', () => {
  fc.assert(
    fc.property(conversation, fc.boolean(), (messages, forcing) => {
      expect(requestFault(wire({ messages, choice: 'any' }, forcing))).toBeUndefined();
    }),
  );
});
