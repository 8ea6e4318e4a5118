import { nodeId } from '../ids.ts';
import type { Annotation, CheckRun, Json } from '../model.ts';
import { actionsAppView } from './account.ts';
import type { Scene } from './commit.ts';
import { repositoryApi, repositoryPage } from './repository.ts';
import { timestampOrNull } from './time.ts';

export function checkRunView({ site, repository }: Scene, run: CheckRun): Json {
  const api = repositoryApi(site, repository);
  const page = `${repositoryPage(site, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.sha,
    external_id: run.externalId,
    url: `${api}/check-runs/${run.id}`,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestampOrNull(run.startedAt),
    completed_at: timestampOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${api}/check-runs/${run.id}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: actionsAppView(site),
    pull_requests: [],
  };
}

export function annotationView({ site, repository }: Scene, run: CheckRun, annotation: Annotation): Json {
  const path = annotation.path.split('/').map(encodeURIComponent).join('/');
  return {
    path: annotation.path,
    blob_href: `${repositoryPage(site, repository)}/blob/${run.sha}/${path}`,
    start_line: annotation.startLine,
    start_column: annotation.startColumn,
    end_line: annotation.endLine,
    end_column: annotation.endColumn,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
  };
}
