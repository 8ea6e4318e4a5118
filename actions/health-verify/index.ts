import { runAction } from '#shared/action/run';
import { main } from './main.ts';

await runAction('health-verify', main, { verdict: 'result', also: ['reason', 'duration-ms'] });
