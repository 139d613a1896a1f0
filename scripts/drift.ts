import { driftOf } from '../prisma/drift.ts';
import { envExampleDrift } from './env-example.ts';
import { queueTableDrift } from './queue-table.ts';

/** Compares what was generated or written twice with its source. One line a check. */
const checks: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['migrations and prisma/schema.prisma', driftOf],
  ['ARCHITECTURE.md and the table of queues', queueTableDrift],
  ['.env.example and what the environment may set', envExampleDrift],
];

for (const [name, check] of checks) {
  const fault = await check().catch((error: unknown) => `could not be checked: ${error}`);
  console.log(
    `${fault === null ? 'same   ' : 'DRIFTED'} ${name}${fault === null ? '' : `: ${fault}`}`,
  );
  if (fault !== null) process.exitCode = 1;
}
