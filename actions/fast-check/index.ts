import { runAction } from '#shared/action/run';
import { main } from './main.ts';

await runAction('fast-check', main, { verdict: 'result', also: ['reason', 'duration-ms'] });
