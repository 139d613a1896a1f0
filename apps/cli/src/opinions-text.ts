import type { Rollouts } from '@firefly/domain/dataset/rollouts';
import type { Task, Verdict } from '@firefly/domain/dataset/task';
import { criteria, isGiven, type Opinion } from '@firefly/domain/judging/opinions/opinion';
import { percent } from './amounts.ts';

/** What models said and made of a task, each with its source. */

const asked = ({ model, prompt }: Pick<Opinion, 'model' | 'prompt'>): string =>
  `${model} (prompt ${prompt.name} ${prompt.version})`;

function opinionLines(opinion: Opinion): string[] {
  if (!isGiven(opinion)) return [`  ${asked(opinion)} gave no opinion: ${opinion.failed}`];
  return [
    `  ${asked(opinion)} thinks:`,
    ...criteria.map(
      (criterion) =>
        `      ${opinion.scores[criterion]} of 5 for ${criterion.replaceAll('_', ' ')}: ${opinion.reasons[criterion]}`,
    ),
  ];
}

/** The opinions about a task and what was decided by them; nothing where no model was asked. */
export const judgesLines = ({ judges, decision }: Verdict): string[] =>
  judges.length === 0
    ? []
    : [
        '',
        ...judges.flatMap(opinionLines),
        ...(decision === undefined ? [] : [`  decided by them: ${decision.sentence}`]),
      ];

const estimates = (by: Rollouts['pass_at_k'], sign: string): string =>
  Object.entries(by)
    .map(([k, chance]) => `pass${sign}${k} ${percent(chance)}`)
    .join(', ');

/** What attempts at a task came to; nothing where no model took part. */
export function rolloutLines({ solve: { rollouts }, verdict }: Task): string[] {
  if (rollouts === undefined)
    return verdict.judges.length === 0 ? [] : ['', '  no model has tried to solve it'];
  const { n, passed, pass_at_k, pass_hat_k, closed_book: closed } = rollouts;
  const chances = n === 0 ? '' : ` (${estimates(pass_at_k, '@')}; ${estimates(pass_hat_k, '^')})`;
  return [
    '',
    `  ${asked(rollouts)} solved it in ${passed} of ${n} attempts${chances}`,
    ...(closed.n === 0 ? [] : [`      without tools in ${closed.passed} of ${closed.n}`]),
  ];
}
