import { expect, test } from 'vitest';
import { saysSecret } from './secrets.ts';

test.each([
  ...[
    'DB_PASS',
    'PGPASS',
    'SMTPPASS',
    'DB_PWD',
    'GH_PAT',
    'BEARER',
    'OAUTH_CLIENT',
    'OAUTH2_ID',
    'AUTH',
    'AUTHORIZATION',
  ],
  ...['API_KEY', 'apiKey', 'APIKEY', 'SSH_KEYS', 'DBPASSWORD', 'ACCESSTOKEN', 'MY_SECRETS', 'pass'],
])('%s says that its value is secret', (name) => {
  expect(saysSecret(name)).toBe(true);
});

test.each([
  ...[
    'MONKEY',
    'TURKEY_ID',
    'KEYBOARD',
    'GIT_AUTHOR_NAME',
    'PATH',
    'PATTERN',
    'COMPASS',
    'PASSAGE',
  ],
  ...['BYPASS_CACHE', 'TOKENIZER', 'FORBEARER'],
])('%s does not', (name) => {
  expect(saysSecret(name)).toBe(false);
});
