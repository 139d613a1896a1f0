import { hash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** Plain pages of ours: no script, nothing from elsewhere. */

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; }
input, button { font: inherit; padding: .5rem .75rem; box-sizing: border-box; }
input { width: 100%; margin: .25rem 0 1rem; }
[role=alert] { color: #a40000; }
@media (prefers-color-scheme: dark) { body { background: #151a21; color: #dde3ea; } [role=alert] { color: #ff8f8f; } }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = (title: string, body: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>FireFly: ${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

/** Asks for a key; `problem` says what was wrong with the one before. */
export const signInPage = (problem?: string): string =>
  page(
    'Sign in',
    `${problem === undefined ? '' : `<p role="alert">${problem}</p>`}
<form method="post" action="/admin/sign-in">
<label>A key with the scope "admin"
<input name="key" type="password" autocomplete="current-password" required autofocus></label>
<button>Sign in</button>
</form>
<p><code>firefly keys create --name me --scope admin</code> makes one.</p>`,
  );

/** Asks whether to sign out: a link alone must not do it. */
export const signOutPage = (): string =>
  page(
    'Sign out',
    `<form method="post" action="/admin/sign-out">
<button>Sign out</button>
</form>
<p><a href="/admin/queues">Back to the queues</a></p>`,
  );

/** Sends a page. */
export const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(html);
