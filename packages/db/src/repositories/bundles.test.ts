import { expect, test } from 'vitest';
import { useRun } from '../testing/run.ts';

const { database } = useRun();

const aRun = async (id: string): Promise<string> => {
  await database().serviceRuns.create({
    ...{ id, key: id, name: null, spec: {}, createdBy: 'somebody', request: null, servers: [] },
  });
  return id;
};
const cancel = (id: string) => database().serviceRuns.move(id, ['running'], 'cancelled');

/** A file of one byte that waits in the middle of a save, once it has begun. */
function slow(name: string) {
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  async function* bytes() {
    begun.resolve();
    await go.promise;
    yield Buffer.from(name);
  }
  return { file: { name, bytes: bytes() }, begun: begun.promise, go: go.resolve };
}

test('of two that save a bundle at once none fails, and one bundle is there', async () => {
  const { bundles } = database();
  const id = await aRun('twice');
  const [one, other] = [slow('one.json'), slow('other.json')];
  async function* common() {
    yield Buffer.from('{}');
  }
  const saves = [one, other].map(({ file }) =>
    bundles.save(id, [{ name: 'a.json', bytes: common() }, file]),
  );
  await Promise.race([one.begun, other.begun]);
  one.go();
  other.go();
  await Promise.all(saves);
  const names = (await bundles.files(id)).map(({ name }) => name);
  expect(names).toHaveLength(2);
  expect(names[0]).toBe('a.json');
});

test('a run that is cancelled while its bundle is saved has none', async () => {
  const { bundles } = database();
  const id = await aRun('cancelled-meanwhile');
  const { file, begun, go } = slow('a.json');
  const saved = bundles.save(id, [file]);
  await begun;
  expect(await cancel(id)).toBe(true);
  go();
  await saved;
  expect(await bundles.files(id)).toEqual([]);
});

test('nor has one that is cancelled after its bundle was saved, and before it has finished', async () => {
  const { bundles } = database();
  const id = await aRun('cancelled-after');
  const { file, go } = slow('a.json');
  go();
  await bundles.save(id, [file]);
  expect(await bundles.files(id)).toHaveLength(1);
  await cancel(id);
  expect(await bundles.files(id)).toEqual([]);
});
