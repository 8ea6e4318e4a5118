import { runAction } from '#shared/action/run';
import { main } from './main.ts';

await runAction('rollback', main, { verdict: 'outcome', also: ['reason', 'duration-ms'] });
