import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A test run as Vitest's JSON reporter writes it: the part that is read here. */
export interface TestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The counts of a run, and the names behind those that are not passed. */
export interface Counted {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

/**
 * Counts a report. A file that failed outside of its tests (it does not load, a hook threw) counts as one
 * failed test, and so does an error that belongs to no file: a run that failed never counts none.
 */
export function count(report: TestReport, root = process.cwd()): Counted {
  const failed: string[] = [];
  const skipped: string[] = [];
  let passed = 0;
  for (const file of report.testResults) {
    const path = relative(root, file.name);
    const before = failed.length;
    for (const { status, fullName } of file.assertionResults) {
      const name = `${path}: ${fullName}`;
      if (status === 'passed') passed += 1;
      else (status === 'failed' ? failed : skipped).push(name);
    }
    if (file.status === 'failed' && failed.length === before)
      failed.push(`${path}: ${file.message || 'failed outside of its tests'}`);
  }
  if (!report.success && failed.length === 0) failed.push('an error outside of any test file');
  return { passed, failed, skipped };
}

/** The last line of a run, read by machines. */
export const summary = ({ passed, failed, skipped }: Counted): string =>
  `tests: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;

/** A run is good if something passed, nothing failed and nothing was passed over. */
export const good = ({ passed, failed, skipped }: Counted): boolean =>
  passed > 0 && failed.length === 0 && skipped.length === 0;

function read(path: string | undefined): Counted {
  try {
    return count(JSON.parse(readFileSync(path ?? '', 'utf8')));
  } catch (error) {
    console.log(`There is no report of the tests: ${error}`);
    return { passed: 0, failed: [], skipped: [] };
  }
}

if (import.meta.main) {
  const counted = read(process.argv[2]);
  for (const name of counted.failed) console.log(`failed   ${name}`);
  for (const name of counted.skipped) console.log(`skipped  ${name}`);
  console.log(summary(counted));
  process.exitCode = good(counted) ? 0 : 1;
}
