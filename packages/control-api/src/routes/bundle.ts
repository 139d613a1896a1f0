import { Readable } from 'node:stream';
import { visible } from '@firefly/contracts/control-api/visible';
import type { FileSize } from '@firefly/db/repositories/bundles';
import type { Run } from '@firefly/db/repositories/runs';
import { sha256 } from '@firefly/domain/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { archiveOf, bytesOf } from '../bundle-archive.ts';
import type { ControlApiParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { problems, type Routes } from '../route.ts';
import { runParams, theRun } from './runs.ts';

const fileParams = runParams.extend({ file: visible(100) });

const types: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
};

/** Why a run has no bundle, and what to wait for. */
function noBundle({ id, status, shared }: Run): Problem {
  if (!shared)
    return new Problem(
      409,
      `Run ${id} belongs to a command, which put its bundle where it was told to.`,
    );
  const why = {
    running: `is still running. Follow GET /v1/runs/${id}/events until its status is "finished".`,
    paused: `is paused. POST /v1/runs/${id}/resume lets it go on.`,
    cancelled: 'was cancelled, and has none.',
    failed: 'has failed, and has none.',
    finished: 'has none.',
  };
  return new Problem(409, `There is no bundle: run ${id} ${why[status]}`);
}

const matches = (given: string, tag: string): boolean =>
  given.split(',').some((each) => ['*', tag].includes(each.trim().replace(/^W\//, '')));

/** Sends an immutable file, unless whoever asks has it already or wants its headers only. */
function send(request: FastifyRequest, reply: FastifyReply, file: Download): FastifyReply {
  const { tag, name, type, bytes, open } = file;
  reply
    .type(type)
    .header('etag', tag)
    .header('cache-control', 'private, no-cache')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff');
  // Whoever gets fewer bytes than it was told knows that the rest is missing.
  if (bytes !== undefined) reply.header('content-length', bytes);
  const known = matches(request.headers['if-none-match'] ?? '', tag);
  if (known) reply.code(304).removeHeader('content-length');
  // Fastify takes the body of an answer to HEAD away itself, and stumbles where there is none.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(known ? null : open());
}

interface Download {
  readonly tag: string;
  readonly name: string;
  readonly type: string;
  /** How many there will be, where that is known beforehand. */
  readonly bytes?: number;
  readonly open: () => Readable;
}

/** The bundle of a finished run, as one archive and file by file. */
export const bundleRoutes =
  ({ db }: Pick<ControlApiParts, 'db'>): Routes =>
  (app) => {
    const bundleOf = async (id: string): Promise<{ run: Run; files: FileSize[]; at: Date }> => {
      const run = await theRun(db, id);
      const files = await db.bundles.files(id);
      if (run.status !== 'finished' || files.length === 0) throw noBundle(run);
      return { run, files, at: run.finishedAt ?? run.createdAt };
    };
    const tagOf = (at: Date, parts: readonly unknown[]): string =>
      `"${sha256(JSON.stringify([at, ...parts])).slice(0, 32)}"`;
    const binary = z.string().meta({ format: 'binary' });

    app.get(
      '/v1/runs/:run/bundle',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['bundles'],
          summary: 'The bundle of a finished run as tar.gz',
          description:
            'Holds one folder, named by the run. `firefly verify` takes the unpacked folder.',
          params: runParams,
          response: {
            200: {
              description: 'The archive.',
              content: { 'application/gzip': { schema: binary } },
            },
            304: z.null().describe('You have it already.'),
            ...problems,
          },
        },
      },
      async (request, reply) => {
        const { run, files, at } = await bundleOf(request.params.run);
        return send(request, reply as never, {
          ...{
            tag: tagOf(at, [run.id, files]),
            name: `${run.id}.tar.gz`,
            type: 'application/gzip',
          },
          open: () => archiveOf(db.bundles, { runId: run.id, files, at }),
        });
      },
    );

    app.get(
      '/v1/runs/:run/bundle/:file',
      {
        config: { scope: 'read' },
        schema: {
          tags: ['bundles'],
          summary: 'One file of a bundle, such as manifest.json',
          params: fileParams,
          response: {
            200: { description: 'The file.', content: { '*/*': { schema: binary } } },
            304: z.null().describe('You have it already.'),
            ...problems,
          },
        },
      },
      async (request, reply) => {
        const { run, files, at } = await bundleOf(request.params.run);
        const file = files.find(({ name }) => name === request.params.file);
        if (file === undefined) {
          const names = files.map(({ name }) => name).join(', ');
          throw new Problem(404, `The bundle holds ${names}, and no ${request.params.file}.`);
        }
        return send(request, reply as never, {
          ...{ tag: tagOf(at, [run.id, file]), name: file.name },
          type: types[file.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
          bytes: file.bytes,
          open: () => Readable.from(bytesOf(db.bundles, run.id, file)),
        });
      },
    );
  };
