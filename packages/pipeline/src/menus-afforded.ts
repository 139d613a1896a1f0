import { tokensOf } from '@firefly/bundle/ledger';
import type { Budgets } from '@firefly/contracts/run-spec';
import type { LedgerRow } from '@firefly/db/repositories/model-calls';
import { counted } from './budget.ts';

/** Menus of a wave while nothing is known of what one costs. */
const FIRST = 2;

/** What is paid once for a run, however many menus it has. */
const SHARED: ReadonlySet<LedgerRow['stage']> = new Set(['qualify', 'link']);

/** How many menus the next wave may have. */
export interface Afforded {
  readonly menus: number;
  /** Why there are none. */
  readonly reason: string;
}

/** By one of the budgets: `price` says what some requests came to. */
function affordedBy(
  budget: number | undefined,
  one: string,
  price: (row: LedgerRow) => number,
  ledger: readonly LedgerRow[],
  begun: number,
): Afforded {
  if (budget === undefined) return { menus: Number.POSITIVE_INFINITY, reason: '' };
  const sum = (rows: readonly LedgerRow[]): number =>
    rows.reduce((all, row) => all + price(row), 0);
  const rest = budget - sum(ledger);
  const own = ledger.filter(({ stage, requests }) => !SHARED.has(stage) && requests > 0);
  const reason = `the rest of its budget of ${counted(budget, one)} does not hold another exploration with its tasks`;
  if (rest <= 0) return { menus: 0, reason };
  if (begun === 0 || own.length === 0) return { menus: FIRST, reason };
  const held = rest / (sum(own) / begun);
  return { menus: held < 1 ? 0 : Math.max(1, Math.floor(held / 2)), reason };
}

/**
 * How many menus a wave may begin, so that what is explored is also paid for to its end: written, judged and
 * solved. Two at first; then half as many as the rest of the budget holds by what menus have cost so far,
 * all that came of them included. So nothing begun is left unpaid as long as menus cost up to twice what
 * they did before. Without a budget of tokens or dollars as many as are wanted.
 */
export function menusAfforded(
  { tokens, dollars }: Pick<Budgets, 'tokens' | 'dollars'>,
  ledger: readonly LedgerRow[],
  begun: number,
): Afforded {
  const byTokens = affordedBy(tokens, 'token', tokensOf, ledger, begun);
  const byDollars = affordedBy(dollars, 'dollar', (row) => row.dollars, ledger, begun);
  return byTokens.menus <= byDollars.menus ? byTokens : byDollars;
}
