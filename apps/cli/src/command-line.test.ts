import { expect, test } from 'vitest';
import { commandLine } from './command-line.ts';

test('a path stands as a shell takes it for one word', () => {
  expect(commandLine('verify', '/data/set')).toBe('npm run firefly -- verify /data/set');
  expect(commandLine('verify', "it's here")).toBe("npm run firefly -- verify 'it'\\''s here'");
});
