import type { WrongInputCases } from './cases.ts';

export const base: Readonly<Record<string, string>> = { checks: '[{ name: lint, run: "true" }]' };

export const cases: WrongInputCases = {
  checks: [
    { value: '', says: /checks: is empty and there is no \.github\/fast-check\.yml/ },
    { value: 'npm test', says: /checks: expected a list of checks, got "npm test"/ },
    { value: '[]', says: /checks: the list is empty/ },
    { value: '- name: [', says: /checks: is no YAML: .*\(\d+:\d+\)/ },
    { value: '[{ name: lint }]', says: /checks: check 1 \(lint\): "run" is missing/ },
    { value: '[{ run: "true" }]', says: /checks: check 1: "name" is missing/ },
    { value: '[{ name: a, run: x }, { name: a, run: y }]', says: /checks: the name "a" is given twice/ },
    { value: '[{ name: a, run: x, golb: "*" }]', says: /checks: check 1 \(a\): "golb" is no key.*did you mean "glob"/ },
    { value: '[{ name: a, run: x, glob: "{a" }]', says: /checks: check 1 \(a\): "\{a" is no glob/ },
    { value: '[{ name: a, run: x, timeout: soon }]', says: /checks: check 1 \(a\): "timeout" must be a duration/ },
    { value: '[{ name: a, run: x, required: "no" }]', says: /checks: check 1 \(a\): "required" must be true or false/ },
    { value: '[{ name: a, run: x, format: sarif }]', says: /checks: check 1 \(a\): "format" must be one of auto/ },
  ],
  config: [{ value: 'missing.yml', says: /config: missing\.yml: there is no such file/, and: { checks: '' } }],
  budget: [
    { value: 'soon', says: /budget: got "soon"; expected a duration/ },
    { value: '0', says: /budget: .*at least 1\.0s/ },
    { value: '-90s', says: /budget: got "-90s"; expected a duration/ },
    { value: '7h', says: /budget: .*at most 6h 00m/ },
  ],
  'budget-mode': [{ value: 'ignore', says: /budget-mode: got "ignore"; expected one of fail, warn/ }],
  'fail-fast': [{ value: 'yes', says: /fail-fast: got "yes"; expected true or false/ }],
  'max-parallel': [
    { value: '0', says: /max-parallel: got "0"; expected a whole number from 1 to 256/ },
    { value: '2.5', says: /max-parallel: got "2\.5"/ },
    { value: 'all', says: /max-parallel: got "all"/ },
  ],
  scope: [{ value: 'diff', says: /scope: got "diff"; expected one of auto, changed, all/ }],
  'global-files': [{ value: '{a', says: /global-files: "\{a" is no glob/ }],
  base: [
    { value: '--upload-pack=id', says: /base: got "--upload-pack=id"; expected a branch, tag or commit/ },
    { value: 'main:other', says: /base: got "main:other"/ },
  ],
  'working-directory': [{ value: 'missing', says: /working-directory: "missing" is no folder of the workspace/ }],
};
