/** HTTP functions that show what arrives, and answer in every way there is. */
const { app } = require('@azure/functions');

const shown = async (request) => ({
  jsonBody: {
    method: request.method,
    url: request.url,
    params: request.params,
    query: Object.fromEntries(request.query),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  },
});
const on = (name, route, more = {}) => app.http(name, { route, handler: shown, ...more });

on('post', 'post', { methods: ['POST'] });
on('caseRoute', 'CaseRoute/{part?}');
on('number', 'number/{id:int}');
on('rest', 'rest/{*path}');
on('first', 'amb/{x}');
on('literal', 'amb/lit');
on('length', 'length/{word:length(2,3)}');
on('mixed', 'files/{name}.{type}');
on('keyed', 'keyed', { authLevel: 'function' });
on('secret', 'secret', { authLevel: 'admin' });
on('heads', 'heads', { methods: ['HEAD', 'OPTIONS'] });
app.http('getOne', { route: 'two', methods: ['GET'], handler: () => ({ body: 'get' }) });
app.http('postOne', { route: 'two', methods: ['POST'], handler: () => ({ body: 'post' }) });

const answers = {
  throws: () => {
    throw new Error('a secret');
  },
  nothing: () => undefined,
  text: () => 'text',
  jsonNull: () => ({ jsonBody: null }),
  json: () => ({ jsonBody: { ok: true } }),
  buffer: () => ({ body: Buffer.from('x') }),
  empty: () => ({ status: 304 }),
  status700: () => ({ status: 700 }),
  twoCookies: () => {
    const headers = new Headers();
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    return { headers };
  },
  cookies: () => ({
    cookies: [
      { name: 'a', value: 'x y;z', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 60 },
      { name: 'b', value: '2', path: '/api' },
    ],
  }),
  environment: () => ({
    jsonBody: {
      host: process.env.WEBSITE_HOSTNAME,
      setting: process.env.A_SETTING,
      other: process.env.B_SETTING,
    },
  }),
  prints: (context) => {
    console.log('printed by the app');
    context.log('one\ntwo');
    return {};
  },
  slow: () => new Promise((resolve) => setTimeout(resolve, 400, { body: 'finished' })),
  rejects: () => {
    Promise.reject(new Error('nobody looks'));
    return {};
  },
};
app.http('answer', {
  route: 'answer/{kind}',
  handler: (request, context) => answers[request.params.kind](context),
});
