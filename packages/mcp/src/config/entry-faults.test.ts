import { expect, test } from 'vitest';
import { entryFaults } from './entry-faults.ts';
import type { EntryConfig } from './literal-secrets.ts';

const far = (value: string): EntryConfig => ({
  url: 'https://a.example',
  headers: { 'X-A': value },
});

test.each<[string, EntryConfig, string]>([
  ['a line break in a header', far('a\r\nHost: b'), '/headers/X-A'],
  ['a NUL in a header', far('a\0b'), '/headers/X-A'],
  ['a letter beyond Latin-1 in a header', far('\u0105'), '/headers/X-A'],
  ['one beside a variable', far(`\${MCP_A}\n\${MCP_B}`), '/headers/X-A'],
  ['a NUL in an argument', { command: 'x', args: ['a', 'b\0'] }, '/args/1'],
  ['a NUL in a variable', { command: 'x', env: { A: '\0' } }, '/env/A'],
  ['a NUL in a program', { command: 'x\0' }, '/command'],
])('%s is refused: nothing can carry it', (_, entry, pointer) => {
  expect(entryFaults(entry)).toEqual([{ pointer, detail: expect.stringMatching(/carry|NUL/) }]);
});

test('a header in Latin-1 with a tab may be sent', () => {
  expect(entryFaults(far(`caf\u00e9\tau lait \${MCP_A}`))).toEqual([]);
});
