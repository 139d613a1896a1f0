import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Tests of whole processes first: each takes as long as a hundred others, and on a new machine, where
 * nothing is known but the size of the files, the smallest of them would come last, beside an idle core.
 */
class WholeProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/test\/(?:e2e|chaos|contract|limits)\//.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'apps/**/*.test.ts',
      'test/**/*.test.ts',
      'prisma/**/*.test.ts',
      'scripts/**/*.test.ts',
      'examples/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**'],
    // By default one core of two would stay idle.
    maxWorkers: '100%',
    sequence: { sequencer: WholeProcessesFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
