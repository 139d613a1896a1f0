import type { Telemetry } from '@firefly/telemetry/telemetry';

/** What a command may touch of the process it runs in. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly telemetry: Telemetry;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}
