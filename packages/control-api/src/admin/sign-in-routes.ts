import type { Database } from '@firefly/db/database';
import { z } from 'zod';
import { holderOf } from '../access.ts';
import { mayDo } from '../caller.ts';
import type { Routes } from '../route.ts';
import { mustComeFromHere } from '../same-origin.ts';
import { signIn, signOut } from '../sign-in.ts';
import { sendPage, signInPage, signOutPage } from './pages.ts';

const QUEUES = '/admin/queues';
const MAX_FORM_BYTES = 4_096;

const form = z.object({ key: z.string().max(500) });

/** Where a browser signs in with a key, and out. */
export const signInRoutes =
  (db: Pick<Database, 'apiKeys'>): Routes =>
  (app) => {
    const open = { config: { scope: 'open' }, schema: { hide: true } } as const;
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );

    app.get('/admin', open, (_request, reply) => reply.redirect(QUEUES, 303));

    app.get('/admin/sign-in', open, async (_request, reply) =>
      (await db.apiKeys.any()) ? sendPage(reply, 200, signInPage()) : reply.redirect(QUEUES, 303),
    );

    app.post(
      '/admin/sign-in',
      { ...open, schema: { hide: true, body: form } },
      async (request, reply) => {
        mustComeFromHere(request);
        const holder = await holderOf(db, request.body.key.trim());
        if (holder === null)
          return sendPage(reply, 401, signInPage('This key is not known, or was revoked.'));
        if (!mayDo(holder, 'admin'))
          return sendPage(reply, 403, signInPage('This key lacks the scope "admin".'));
        await signIn(db, holder.id, request, reply);
        return reply.redirect(QUEUES, 303);
      },
    );

    app.get('/admin/sign-out', open, (_request, reply) => sendPage(reply, 200, signOutPage()));

    app.post('/admin/sign-out', open, async (request, reply) => {
      mustComeFromHere(request);
      await signOut(db, request, reply);
      return reply.redirect('/admin/sign-in', 303);
    });
  };
