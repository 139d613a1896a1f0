import { newKey } from '@firefly/control-api/api-key';
import { chromium } from '@firefly/testing/chromium';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CutOffBrowser, cutOffBrowser } from './browser.ts';
import { type RunningService, startService } from './service-here.ts';

const NAME = 'made by hand';
/** Of a run that is no more: its job has nothing left to do. */
const GONE = { runId: 'gone', wave: 0, index: 0 };

describe.skipIf(chromium === undefined)('in a browser (chromium), with the network cut', () => {
  let service: RunningService;
  let browser: CutOffBrowser;
  let key: string;
  beforeAll(async () => {
    service = await startService({ HOST: '0.0.0.0' });
    browser = await cutOffBrowser(service.address);
    // Most waits below are for a page that a busy machine draws.
    browser.page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser?.close();
    expect(await service?.close()).toEqual([]);
  });
  const at = (path: string): string => `${service.address}${path}`;
  const job = async () => {
    const found = await service.queues.shown.explore.getJob('by-hand');
    if (found === undefined) throw new Error('the job is gone');
    return found;
  };
  const atWork = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000 });

  test('/docs shows every route, and an example of a run', async () => {
    const { page } = browser;
    await page.goto(at('/docs'));
    await page.getByText('Ask for a run').click();
    await page.getByText('"places"').first().waitFor();
    await page.getByText('/v1/runs/{run}/events').waitFor();
  });

  test('the first key is all it takes to be reached from elsewhere', async () => {
    const other = at('/healthz').replace('127.0.0.1', '127.0.0.2');
    await expect(fetch(other)).rejects.toThrow();
    const { id, hash, key: made } = newKey();
    await service.store.db.apiKeys.create({ id, hash, name: 'me', scopes: ['admin'] });
    key = made;
    await atWork(async () => expect((await fetch(other)).status).toBe(200));
    expect((await fetch(at('/v1/runs'))).status).toBe(401);
  });

  test('the queues want a sign-in', async () => {
    const { page } = browser;
    await page.goto(at('/admin/queues'));
    expect(page.url()).toBe(at('/admin/sign-in'));
    await page.getByLabel('A key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('synthesize', { exact: true }).first().waitFor();
    expect(page.url()).toBe(at('/admin/queues'));
  });

  test('a job that failed is shown with its reason, and can be retried', async () => {
    const { page } = browser;
    await service.queues.shown.explore.add(NAME, { runId: 7 }, { jobId: 'by-hand' });
    await atWork(async () => expect(await (await job()).getState()).toBe('failed'));
    await page.goto(at('/admin/queues/queue/service.explore?status=failed'));
    await page.getByText(NAME).waitFor();
    await page.getByText('runId: string').waitFor();
    await page.getByText('The payload does not fit the queue "explore"').first().waitFor();

    // A button without a word: the first beside the name.
    const retry = async (): Promise<void> => {
      await page.getByText(NAME).locator('xpath=following::button[1]').click();
      await page.getByRole('button', { name: 'Confirm' }).click();
    };
    await retry();
    await atWork(async () => {
      expect(await (await job()).getState()).toBe('failed');
      expect(await job()).toMatchObject({ attemptsStarted: 2 });
    });

    await (await job()).updateData(GONE);
    await retry();
    await atWork(async () => expect(await (await job()).getState()).toBe('completed'));
    await page.getByText(NAME).waitFor({ state: 'detached' });
  });

  test('signed out, the queues want a sign-in again', async () => {
    const { page } = browser;
    await page.locator('button[aria-haspopup=menu]').first().click();
    await page.getByText('Sign out').click();
    await page.waitForURL(at('/admin/sign-out'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(at('/admin/sign-in'));
    await page.goto(at('/admin/queues'));
    expect(page.url()).toBe(at('/admin/sign-in'));
  });

  test('no page tried to reach anything else, or was kept from what it needs', () => {
    expect(browser.outside).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
