// The whole page is drawn anew from each snapshot (see ../snapshot.ts). All text goes in as text, never as markup:
// log lines and reasons are other people's words.

const stages = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
];
const good = new Set(['ACTIVE', 'RUNNING', 'HEALTHY', 'healthy', 'COMPLETED', 'SUCCESSFUL', 'PRIMARY', 'SUCCEEDED']);
const bad = new Set([
  'FAILED',
  'UNHEALTHY',
  'unhealthy',
  'STOPPED',
  'ROLLBACK_FAILED',
  'INACTIVE',
  'TIMED_OUT',
  'gone',
]);

/** make('p', {class: 'x'}, 'text', child): an element. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== '' && child !== undefined));
  return element;
}

function toneOf(word) {
  if (good.has(word)) return 'good';
  return bad.has(word) ? 'bad' : 'under-way';
}

function mark(word, tone = toneOf(word)) {
  if (!word) return '';
  return make('span', { class: `mark ${tone}` }, word);
}

function table(caption, columns, rows) {
  if (rows.length === 0) return '';
  return make(
    'table',
    {},
    make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...columns.map((column) => make('th', { scope: 'col' }, column)))),
    make('tbody', {}, ...rows.map((cells) => make('tr', {}, ...cells.map((cell) => make('td', {}, cell))))),
  );
}

function bar(weights) {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const parts = weights.map(({ targetGroup, weight }, index) => {
    const share = total === 0 ? 0 : (100 * weight) / total;
    const words = `${targetGroup} ${Math.round(share * 10) / 10} %`;
    const part = make('span', { class: `part tone-${index % 2}`, title: words }, words);
    part.style.flexGrow = String(share);
    return part;
  });
  return make('span', { class: 'weights' }, ...parts);
}

function stageTrack({ stage, status }) {
  if (!stage) return '';
  const reached = stages.indexOf(stage);
  const ended = status === 'SUCCESSFUL';
  const items = stages.map((name, index) => {
    const state = ended || index < reached ? 'passed' : index === reached ? 'current' : 'ahead';
    const current = state === 'current' ? 'step' : undefined;
    return make('li', { class: state, 'aria-current': current }, name.toLowerCase().replaceAll('_', ' '));
  });
  return make('ol', { class: 'stages' }, ...items);
}

function rollout(found) {
  if (!found) return '';
  const weights = found.revisions
    .filter(({ productionWeight }) => productionWeight !== undefined)
    .map(({ role, productionWeight }) => ({ targetGroup: `${role} revision`, weight: productionWeight }));
  return make(
    'div',
    { class: 'rollout' },
    make('p', {}, `Service deployment ${found.id} `, mark(found.status), ` ${found.reason}`),
    stageTrack(found),
    weights.length > 0 ? make('div', {}, 'Production traffic ', bar(weights)) : '',
    found.breaker ? make('p', {}, `Circuit breaker ${found.breaker}`) : '',
    found.alarms ? make('p', {}, `Alarms ${found.alarms}`) : '',
    ...found.hooks.map(({ id, status }) => make('p', { class: 'hook' }, `Hook ${id} `, mark(status))),
  );
}

function deployments(list) {
  const columns = ['deployment', 'status', 'task definition', 'running of desired', 'pending', 'failed', 'rollout'];
  return table(
    'Deployments',
    columns,
    list.map((entry) => [
      entry.id,
      mark(entry.status),
      entry.taskDefinition,
      `${entry.running} of ${entry.desired}`,
      String(entry.pending),
      String(entry.failed),
      make('span', { title: entry.reason }, mark(entry.state)),
    ]),
  );
}

function tasks(list) {
  const columns = ['task', 'task definition', 'status', 'health', 'address', 'why it stopped'];
  return table(
    'Tasks',
    columns,
    list.map(({ id, taskDefinition, status, health, address, reason }) => [
      make('code', { title: id }, id.slice(0, 8)),
      taskDefinition,
      // Most tasks stop because another one takes their place: that is no failure.
      status === 'STOPPED' ? mark(status, 'ended') : mark(status),
      health === 'UNKNOWN' ? '' : mark(health),
      address,
      reason,
    ]),
  );
}

function targets(groups) {
  const rows = groups.flatMap(({ name, targets: members }) =>
    members.map(({ address, state, why }) => [name, address, mark(state), why]),
  );
  return table('Targets', ['target group', 'target', 'state', ''], rows);
}

function events(list) {
  if (list.length === 0) return '';
  const items = list.map(({ at, message }) =>
    make(
      'li',
      {},
      make('time', { datetime: new Date(at).toISOString() }, new Date(at).toLocaleTimeString()),
      ` ${message}`,
    ),
  );
  return make('details', { open: '' }, make('summary', {}, 'Events'), make('ul', { class: 'events' }, ...items));
}

function service(found) {
  const key = `${found.cluster}/${found.name}`;
  return make(
    'article',
    { id: `service-${key}`, 'data-status': found.status },
    make('h2', {}, `${key} `, mark(found.status)),
    make(
      'p',
      {},
      `${found.taskDefinition}, ${found.running} running and ${found.pending} pending of ${found.desired} desired, ${found.strategy.toLowerCase()}`,
    ),
    rollout(found.rollout),
    deployments(found.deployments),
    tasks(found.tasks),
    targets(found.targetGroups),
    events(found.events),
  );
}

function listeners(list) {
  const rows = list.flatMap(({ loadBalancer, port, rules }) =>
    rules.map(({ priority, conditions, weights }) => [`${loadBalancer}:${port}`, priority, conditions, bar(weights)]),
  );
  return table('Listener rules', ['listener', 'priority', 'conditions', 'traffic'], rows);
}

function faults(list) {
  return table(
    'Faults that were ordered',
    ['about', 'struck', 'order'],
    list.map(({ about, struck, order }) => [about, String(struck), make('code', {}, order)]),
  );
}

function calls(list) {
  return table(
    'API calls',
    ['operation', 'calls', 'errors', 'throttled'],
    list.map((entry) => [entry.name, String(entry.calls), String(entry.errors), String(entry.throttled)]),
  );
}

/** Fills a place, unless it would look the same: what a person selects or opens stays as it is. */
function show(id, ...content) {
  const place = document.getElementById(id);
  const fresh = place.cloneNode(false);
  fresh.append(...content.filter((child) => child !== ''));
  const closed = [...place.querySelectorAll('article')].filter((old) => old.querySelector('details:not([open])'));
  for (const { id: article } of closed) {
    fresh.querySelector(`[id="${CSS.escape(article)}"] details`)?.removeAttribute('open');
  }
  if (!place.isEqualNode(fresh)) place.replaceWith(fresh);
}

function draw(snapshot) {
  document.getElementById('where').textContent =
    `${snapshot.region}, AWS time ${snapshot.speed === 1 ? 'at its own pace' : `${snapshot.speed} times as fast`}`;
  const none = make('p', { class: 'empty' }, 'No service yet.');
  show('services', ...(snapshot.services.length > 0 ? snapshot.services.map(service) : [none]));
  show('traffic', listeners(snapshot.listeners));
  show('faults', faults(snapshot.faults));
  show('calls', calls(snapshot.calls));
}

function say(words, tone) {
  const connection = document.getElementById('connection');
  connection.textContent = words;
  connection.className = tone;
}

const live = new EventSource('live');
live.addEventListener('open', () => say('live', 'good'));
live.addEventListener('error', () => say('the sandbox does not answer; trying again', 'bad'));
live.addEventListener('trouble', ({ data }) => say(`the sandbox could not be read: ${JSON.parse(data)}`, 'bad'));
live.addEventListener('message', ({ data }) => {
  say('live', 'good');
  draw(JSON.parse(data));
});
