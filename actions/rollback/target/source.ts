/** How the release to go back to was found. */
export type TargetSource =
  'named' | 'release-record' | 'github-record' | 'service-deployments' | 'before-deployment' | 'under-way';
