import type { ExplorationPlan } from './plan.ts';

/** Tools of a walk: those it starts with, then those its menu may lead to. */
function walked({ start, menu }: Extract<ExplorationPlan, { kind: 'walk' }>): string[] {
  return [...start.map(({ tool }) => tool), ...menu.map(({ to }) => to)];
}

function named(plan: ExplorationPlan): string[] {
  switch (plan.kind) {
    case 'trial':
      return plan.calls.map(({ tool }) => tool);
    case 'walk':
      return walked(plan);
    case 'joint':
      return [...plan.legs.flatMap(walked), ...plan.operators.map(({ tool }) => tool)];
    case 'menu':
      return [...plan.tools];
  }
}

/** The tools of an exploration, each once: those it calls first, then those that it may call. */
export const plannedTools = (plan: ExplorationPlan): string[] => [...new Set(named(plan))];
