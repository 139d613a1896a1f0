import { toolId } from '@firefly/domain/catalog/tool';
import type { Recording } from '@firefly/domain/dataset/recording';
import type { TaskCall } from '@firefly/domain/dataset/task';
import type { CompletedCall } from '@firefly/domain/exploration/plan';
import type { Json } from '@firefly/domain/json';
import { randomOf } from '@firefly/domain/random';
import type { Catalog } from './catalog.ts';

const DISTRACTORS = 3;

/** Recorded calls as a task holds them, numbered in the order of calling. */
export const callsOf = (
  recordings: readonly Recording[],
  history: readonly CompletedCall[],
): TaskCall[] =>
  recordings.map((recording, at) => ({
    id: `c${at + 1}`,
    server: recording.server,
    tool: recording.tool,
    fingerprint: recording.fingerprint,
    arguments: recording.arguments,
    result: JSON.parse(recording.response) as Json,
    observation: history[at]?.observation ?? null,
    state_key: recording.state_key,
    duration_ms: recording.duration_ms,
  }));

/** Tools offered beside the needed ones: kept tools by seeded choice. */
export const distractors = (kept: Catalog['kept'], seed: number): string[] =>
  randomOf(seed, 'offered').shuffle(kept).slice(0, DISTRACTORS).map(toolId);
