import { makeRedactor } from '../observing/redact.ts';
import { defineCheck } from './check.ts';

/**
 * Nothing that looks like a secret stands anywhere in a draft (rule 2.10). Redaction at the edge
 * knows the run's own secrets and should leave nothing to find; this knows only fixed prefixes.
 */
export const redacted = defineCheck('redacted', (draft) => {
  const { prompt, answer, fields, calls } = draft;
  const kept = calls.map((call) => [call.arguments, call.result, call.observation]);
  const text = JSON.stringify([prompt, answer, fields, kept]);
  const { hits } = makeRedactor({ secrets: [] }).outward(text);
  return {
    problems: Object.keys(hits).map((name) => `the draft holds what looks like ${name}`),
    seen: 'no known form of a secret stands in it',
  };
});
