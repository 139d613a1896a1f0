import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { type QueueKey, queues } from '@firefly/contracts/queues';
import { storeError } from '@firefly/contracts/store-error';
import type { QueueConnection } from '@firefly/queue/connection';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemOf, sendProblem } from '../errors.ts';

/** Bull Board: the queues as a page for operators. */

const BASE = '/admin/queues';

/** Its page carries styles in elements. It may load, and talk to, nothing but this service. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What its page links from elsewhere: web fonts. The page does well without. */
const ELSEWHERE = /<link\b[^>]*\bhref="(?:https?:)?\/\/[^>]*>/g;

/** Answers to its page carry this: it looks for words of its own there. */
const WORDS = { error: { key: 'ERRORS.INTERNAL_SERVER_ERROR' } };

const payloadOf = (key: QueueKey) => z.toJSONSchema(queues[key].payload, { target: 'draft-7' });

/** What a payload holds, in a line: `{ runId: string, wave: integer }`. */
function inWords({ properties = {} }: ReturnType<typeof payloadOf>): string {
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}: ${typeof field === 'object' ? field.type : 'any'}`,
  );
  return `{ ${fields.join(', ')} }`;
}

/** A browser is led to where it can sign in; whoever else asks is told what is wrong. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { headers, method } = request;
  const { 'sec-fetch-mode': mode, accept = '' } = headers;
  const navigates =
    method === 'GET' && (mode === undefined ? accept.includes('text/html') : mode === 'navigate');
  const known = storeError(error, 'the queues');
  return navigates && problemOf(known).status === 401
    ? reply.redirect('/admin/sign-in', 303)
    : sendProblem(known, request, reply, WORDS);
}

/** Serves Bull Board to whoever may administer the service. */
export async function useBoard(
  app: FastifyInstance,
  shown: QueueConnection['shown'],
): Promise<void> {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(BASE);
  createBullBoard({
    queues: (Object.keys(queues) as QueueKey[]).map((key) => {
      const jobDataSchema = payloadOf(key);
      const description = `A job carries ${inWords(jobDataSchema)}`;
      return new BullMQAdapter(shown[key], { displayName: key, description, jobDataSchema });
    }),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'FireFly: queues',
        hideDocsLink: true,
        miscLinks: [
          { text: 'API', url: '/docs' },
          { text: 'Sign out', url: '/admin/sign-out' },
        ],
      },
    },
  });
  await app.register(
    async (board) => {
      board.addHook('onRoute', (route) => {
        route.config = { ...route.config, scope: 'admin', browser: true };
        route.errorHandler = refuse;
      });
      board.addHook('onSend', async (_request, reply, payload) => {
        reply.header('content-security-policy', POLICY);
        const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
        return isPage && typeof payload === 'string' ? payload.replaceAll(ELSEWHERE, '') : payload;
      });
      await board.register(serverAdapter.registerPlugin());
    },
    { prefix: BASE },
  );
}
