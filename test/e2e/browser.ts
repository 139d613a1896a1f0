import { chromium } from '@firefly/testing/chromium';
import { type Page, chromium as playwright } from 'playwright-core';

/** A browser that reaches one service and nothing else. */
export interface CutOffBrowser {
  readonly page: Page;
  /** Every address elsewhere that a page tried to reach. */
  readonly outside: readonly string[];
  /** What pages complained of: errors of their own, and what their policy kept them from. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Starts the browser of this machine with the network cut, but for the service at `origin`. */
export async function cutOffBrowser(origin: string): Promise<CutOffBrowser> {
  const browser = await playwright.launch({
    ...(chromium === undefined ? {} : { executablePath: chromium }),
    // No name leads anywhere, whoever asks.
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const context = await browser.newContext();
  const outside: string[] = [];
  const complaints: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (new URL(url).origin === origin) return route.continue();
    outside.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  return { page, outside, complaints, close: () => browser.close() };
}
