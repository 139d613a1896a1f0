import { z } from 'zod';

/**
 * Accepts every result: the replies that count are kept before the SDK decodes them, and judged by us.
 */
export const anyResult = z.looseObject({});
