import type { Route } from './routes.ts';
import { checkRunRoutes } from './resources/check-runs.ts';
import { commentRoutes } from './resources/comments.ts';
import { commitStatusRoutes } from './resources/commit-statuses.ts';
import { commitRoutes } from './resources/commits.ts';
import { compareRoutes } from './resources/compare.ts';
import { deploymentStatusRoutes } from './resources/deployment-statuses.ts';
import { deploymentRoutes } from './resources/deployments.ts';
import { environmentRoutes } from './resources/environments.ts';
import { jobRoutes } from './resources/jobs.ts';
import { pullRoutes } from './resources/pulls.ts';
import { refRoutes } from './resources/refs.ts';
import { repositoryRoutes } from './resources/repository.ts';
import { runRoutes } from './resources/runs.ts';

/** Every path that is answered. The first that fits wins: `/commits/{ref*}` swallows what follows, so it is the last. */
export const ROUTES: readonly Route[] = [
  ...repositoryRoutes,
  ...deploymentRoutes,
  ...deploymentStatusRoutes,
  ...environmentRoutes,
  ...runRoutes,
  ...jobRoutes,
  ...checkRunRoutes,
  ...commitStatusRoutes,
  ...compareRoutes,
  ...pullRoutes,
  ...refRoutes,
  ...commentRoutes,
  ...commitRoutes,
];
