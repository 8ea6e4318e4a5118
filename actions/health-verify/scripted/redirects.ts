import { response, says } from './plays.ts';
import { NEVER, WRONG, type Script, type Scripts } from './script.ts';

const to = (location: string): Script => ({
  plays: [says(response(302, { location }))],
  settings: { 'follow-redirects': 'true' },
  ...NEVER,
});

export const REDIRECTS: Scripts = {
  'redirects to itself': { ...to('/health'), says: /^more than 10 redirects$/ },
  'redirects to nowhere': { ...to('http://'), says: /leads to "http:\/\/", which is no http or https URL$/ },
  'redirects to a file': { ...to('file:///etc/passwd'), says: /which is no http or https URL$/ },
  'redirects to a closed port': { ...to('http://127.0.0.1:1/'), says: /^connection refused by/ },
  'redirects without a place': { ...to(''), says: /^more than 10 redirects$/ },
  'redirects to a login page': {
    plays: [says(response(302, { location: '/login' }))],
    ...WRONG,
    says: /^302 in \d+ ms: expected status 200-299, got a redirect to \/login$/,
  },
};
