import { fileURLToPath } from 'node:url';
import { stdioContract } from '@firefly/simulator/testing/stdio-contract';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

stdioContract((dir, taskId) => [main, dir, '--stdio', '--task', taskId]);
