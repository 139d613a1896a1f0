import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

/**
 * The sampler of `OTEL_TRACES_SAMPLER`; all runs are traced if its name is not known. The id of a run's
 * trace decides, so every process that works on the run decides the same.
 */
export function samplerOf({ name, ratio }: { name: string; ratio: number }): Sampler {
  const plain: Readonly<Record<string, () => Sampler>> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  const parentBased = name.startsWith('parentbased_');
  const known = parentBased ? name.slice('parentbased_'.length) : name;
  const make = Object.hasOwn(plain, known) ? plain[known] : undefined;
  const root = make?.() ?? new AlwaysOnSampler();
  return parentBased ? new ParentBasedSampler({ root }) : root;
}
