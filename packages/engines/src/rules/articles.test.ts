import { expect, test } from 'vitest';
import { theBefore } from './articles.ts';

test('some countries are said with an article', () => {
  for (const name of ['Netherlands', 'Philippines', 'United Arab Emirates', 'Dominican Republic'])
    expect(theBefore(name), name).toBe('the ');
  for (const name of ['Kenya', 'Solomon', 'Republic', 'Upper Isles', 'Blue Door'])
    expect(theBefore(name), name).toBe('');
});
