import { storeError } from '@firefly/contracts/store-error';

/** The same methods; what they reject with is mapped. */
export function withMappedErrors<T extends object>(methods: T): T {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw storeError(error, 'the database');
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
