import type { Recording } from '@firefly/domain/dataset/recording';
import type { PrismaClient, Recording as Row } from '../generated/client.ts';
import { fromText, toText } from '../text.ts';

/** One finished call of a run. */
export interface RecordingEvent {
  readonly runId: string;
  /** Who called: `discover/places`, `explore/0/3`, `probe/0`. */
  readonly owner: string;
  /** The how-manieth call of this owner. */
  readonly ordinal: number;
  readonly recording: Recording;
  /** A secret was found in it: it must not be used. */
  readonly quarantined: boolean;
  /** The call was in flight at a crash and may have happened twice. */
  readonly uncertain: boolean;
}

function eventOf({ request, response, ...row }: Row): RecordingEvent {
  const rest = fromText<Omit<Recording, 'response'>>(request);
  return { ...row, recording: { ...rest, response } };
}

/** The calls of each run, appended and never changed. */
export function makeRecordings(prisma: PrismaClient) {
  const orderBy = [{ owner: 'asc' as const }, { ordinal: 'asc' as const }];
  return {
    /** No effect if this owner has the ordinal: the first record of a call stays. */
    async append({ recording, ...row }: RecordingEvent): Promise<void> {
      const { response, ...request } = recording;
      const data = { ...row, request: toText(request), response };
      await prisma.recording.createMany({ data, skipDuplicates: true });
    },
    /** How many calls a run has made. */
    count: (runId: string): Promise<number> => prisma.recording.count({ where: { runId } }),
    /** By ordinal. */
    async byOwner(runId: string, owner: string): Promise<RecordingEvent[]> {
      return (await prisma.recording.findMany({ where: { runId, owner }, orderBy })).map(eventOf);
    },
    /** By owner (in the order of code points), then ordinal. */
    async byRun(runId: string): Promise<RecordingEvent[]> {
      return (await prisma.recording.findMany({ where: { runId }, orderBy })).map(eventOf);
    },
  };
}

export type Recordings = ReturnType<typeof makeRecordings>;
