import { describe } from 'vitest';
import { deliveryContract } from './queue-delivery.ts';
import { failureContract } from './queue-failures.ts';
import { queueKit, type Store } from './queue-kit.ts';
import { stoppingContract } from './queue-stopping.ts';
import { tracingContract } from './queue-tracing.ts';

/** What every store of queues must do, whichever it is. `start` gives an empty one. */
export function queueContract(name: string, start: () => Promise<Store>): void {
  describe(`queues on ${name}`, () => {
    const kit = queueKit(start);
    describe('delivery', () => deliveryContract(kit));
    describe('failures', () => failureContract(kit));
    describe('stopping', () => stoppingContract(kit));
    describe('tracing', () => tracingContract(kit));
  });
}
