import { tokensOf } from '@firefly/bundle/ledger';
import type { Budgets } from '@firefly/contracts/run-spec';
import { dollarsText, many, tokensText } from '../amounts.ts';
import { ledgerLines } from '../models-text.ts';
import { printable } from '../printable.ts';
import type { Asked, Estimate } from './estimate.ts';
import { EACH, MEASURED } from './measured.ts';

/** Which budget would end the run before it has its tasks. */
function stopLines({ ledger: { usage, dollars } }: Estimate, budgets: Budgets = {}): string[] {
  const stops = [
    ...(budgets.tokens !== undefined && tokensOf(usage) > budgets.tokens
      ? [tokensText(budgets.tokens)]
      : []),
    ...(budgets.dollars !== undefined && dollars !== null && dollars > budgets.dollars
      ? [dollarsText(budgets.dollars)]
      : []),
  ];
  return stops.map((what) => `It would probably stop before, at its budget of ${what}.`);
}

/** An estimate for people. */
export function estimateText(
  { tasks, servers, model }: Asked,
  estimate: Estimate,
  budgets?: Budgets,
): string {
  const { ledger, unpriced } = estimate;
  return [
    `About what ${many(tasks, 'task')} from ${many(servers, 'server')} would take, each with ${many(model.rollouts, 'attempt')} and ${model.closed_book} without tools:`,
    ...ledgerLines(ledger),
    '',
    `Measured ${MEASURED}, and taken ${EACH} explorations and tasks for one that is accepted. Servers with more or longer tools, and models that think before they answer, take more. Nothing was asked or run.`,
    ...unpriced.map(
      (name) => `No price known for ${name}: FIREFLY_PRICES may name a sheet that has one.`,
    ),
    ...stopLines(estimate, budgets),
  ]
    .map(printable)
    .join('\n');
}
