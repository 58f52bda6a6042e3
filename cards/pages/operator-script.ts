/**
 * What the operator's page does in the browser. It is one constant text, so that the page's policy can allow it by
 * its hash; words come from the page's data-words. The key lives in a variable and nowhere else, and everything
 * shown is set as text, never as markup.
 */
export const operatorScript = String.raw`'use strict';
(() => {
  const words = JSON.parse(document.body.querySelector('[data-words]').dataset.words);
  const say = (name, values) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const find = (id) => document.getElementById(id);
  const language = document.documentElement.lang;
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  let key = '';

  const element = (name, content, more) => {
    const made = Object.assign(document.createElement(name), more);
    made.append(...[].concat(content ?? []));
    return made;
  };
  const moment = (iso) => {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return String(iso ?? '');
    return element('time', clock.format(at), { dateTime: at.toISOString() });
  };
  const code = (value) => (value ? element('code', String(value)) : '');
  const plain = (value) => (value === undefined || value === null ? '' : String(value));
  const note = (value) => {
    if (typeof value !== 'object' || value === null) return [plain(value)];
    const at = value.at ?? value.createdAt;
    return [...(at ? [moment(at), ' '] : []), plain(value.text ?? value.note ?? JSON.stringify(value))];
  };

  const lists = [
    {
      name: 'audit',
      cells: (item) => [
        moment(item.at), code(item.actor), code(item.subject), plain(item.act), plain(item.verifiedBy),
        code(item.source), plain([item.reason, item.note].filter(Boolean).join(': ')), plain(item.result),
      ],
    },
    {
      name: 'tickets',
      cells: (item) => [
        [code(item.id), ...(item.securityIncident
          ? [element('br'), element('span', say('security'), { className: 'flag' })] : [])],
        moment(item.createdAt), plain(item.kind), code(item.personId),
        words['state-' + item.state] ?? plain(item.state),
        item.notes && item.notes.length > 0
          ? element('ul', item.notes.map((one) => element('li', note(one)))) : '',
      ],
    },
  ];

  class Refused extends Error {}
  const load = async (list, query) => {
    let answer;
    try {
      answer = await fetch('/api/operator/' + list.name + '?' + query, {
        headers: { 'x-functions-key': key, accept: 'application/json' },
        cache: 'no-store', credentials: 'omit', redirect: 'error',
      });
    } catch {
      throw new Error(say('unreachable'));
    }
    if (answer.status === 401 || answer.status === 403) throw new Refused(say('wrong-key'));
    if (!answer.ok) throw new Error(say('failed', { status: answer.status }));
    try {
      return await answer.json();
    } catch {
      throw new Error(say('failed', { status: answer.status }));
    }
  };

  const show = async (list, more) => {
    const turn = (list.turn = (list.turn ?? 0) + 1);
    const part = (name) => find(list.name + '-' + name);
    const query = new URLSearchParams(more ? list.query : readFilter());
    if (more) query.set('next', list.next);
    else list.query = query.toString();
    part('problem').hidden = true;
    part('status').textContent = say('loading');
    part('more').disabled = true;
    try {
      const { items = [], next } = await load(list, query);
      if (turn !== list.turn) return;
      if (!more) part('rows').replaceChildren();
      const first = part('rows').rows.length;
      // On a phone each cell stands on a line of its own, with what its column is called.
      const columns = [...part('table').querySelectorAll('th')].map((heading) => heading.textContent);
      const cell = (content, n) => {
        const made = element('td', content);
        made.dataset.column = columns[n];
        return made;
      };
      for (const item of items) part('rows').append(element('tr', list.cells(item).map(cell)));
      const count = part('rows').rows.length;
      list.next = next;
      part('table').hidden = count === 0;
      part('more').hidden = !next;
      part('status').textContent = count === 0 ? say(list.name + '-empty') : say('count', { count });
      if (more && !next && count > first) part('table').focus();
    } catch (problem) {
      if (turn !== list.turn) return;
      if (problem instanceof Refused) throw problem;
      part('status').textContent = '';
      if (!more) {
        part('rows').replaceChildren();
        part('table').hidden = part('more').hidden = true;
      }
      part('problem').textContent = problem.message;
      part('problem').hidden = false;
    } finally {
      part('more').disabled = false;
    }
  };

  const readFilter = () => {
    const query = {};
    if (find('person').value.trim()) query.person = find('person').value.trim();
    for (const edge of ['from', 'to']) {
      const at = new Date(find(edge).value);
      if (!Number.isNaN(at.getTime())) query[edge] = at.toISOString();
    }
    return query;
  };

  const leave = (problem) => {
    key = '';
    for (const list of lists) {
      list.turn = (list.turn ?? 0) + 1;
      list.next = undefined;
      find(list.name + '-rows').replaceChildren();
    }
    find('filter').reset();
    find('desk').hidden = true;
    find('gate').hidden = false;
    find('problem').textContent = problem ?? '';
    find('problem').hidden = !problem;
    find('key').focus();
  };
  const guarded = (work) => async (event) => {
    event.preventDefault();
    try {
      await work();
    } catch (problem) {
      leave(problem instanceof Refused ? problem.message : say('unreachable'));
    }
  };
  const showAll = () => Promise.all(lists.map((list) => show(list, false)));

  find('gate-form').addEventListener('submit', guarded(async () => {
    key = find('key').value.trim();
    find('key').value = '';
    if (!/^[\x21-\x7e]+$/.test(key)) return leave(say('wrong-key'));
    find('open').disabled = true;
    try {
      await load(lists[0], new URLSearchParams());
    } catch (problem) {
      return leave(problem.message);
    } finally {
      find('open').disabled = false;
    }
    find('problem').hidden = true;
    find('gate').hidden = true;
    find('desk').hidden = false;
    find('person').focus();
    await showAll();
  }));
  find('filter').addEventListener('submit', guarded(showAll));
  find('leave').addEventListener('click', () => leave());
  for (const list of lists) {
    find(list.name + '-more').addEventListener('click', guarded(() => show(list, true)));
  }
  find('zone').textContent = say('zone', { zone: clock.resolvedOptions().timeZone });
  find('gate').hidden = false;
})();
`;
