import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueName } from './queue-name.ts';

test('holds no colon, and differs for different prefixes', () => {
  const prefix = fc.string({ unit: fc.constantFrom('a', ':', '%', '3', 'A', '.') });
  fc.assert(
    fc.property(prefix, prefix, (one, other) => {
      expect(queueName(one, 'link')).not.toContain(':');
      expect(queueName(one, 'link') === queueName(other, 'link')).toBe(one === other);
    }),
  );
});

test('without a prefix it is the name', () => {
  expect(queueName(undefined, 'link')).toBe('link');
});
