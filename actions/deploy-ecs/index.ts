import { runAction } from '#shared/action/run';
import { main } from './main.ts';

await runAction('deploy-ecs', main, { verdict: 'outcome', also: ['reason', 'duration-ms'] });
