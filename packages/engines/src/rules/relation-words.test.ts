import { expect, test } from 'vitest';
import { beforeVerb } from './relation-words.ts';

test.each(['manages', 'uses', 'reports to', 'restored', 'trained at', 'is part of', 'is owned by'])(
  '"%s" is a sentence as it stands',
  (verb) => {
    expect(beforeVerb(verb)).toBe('');
  },
);

test.each(['owned by', 'located in', 'based in', 'led by', 'named after', 'married to'])(
  '"%s" needs "is"',
  (verb) => {
    expect(beforeVerb(verb)).toBe('is ');
  },
);

test.each(['PART_OF', 'owner', 'is a', 'works_at', 'friends', ''])(
  '"%s" is no sentence',
  (verb) => {
    expect(beforeVerb(verb)).toBeUndefined();
  },
);
