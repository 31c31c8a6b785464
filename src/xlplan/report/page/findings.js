'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const words = JSON.parse($('words').textContent);
  const say = (key, params = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => params[name]);
  const form = $('filters'), table = $('list');
  const FACETS = ['department', 'owner', 'file', 'sheet', 'code'];
  const SEVERITIES = ['error', 'warning', 'info'];

  // Everything a row is filtered by is read once.
  const rows = Array.from(table.querySelectorAll('tr.f'), (tr) => {
    const row = { tr, severity: tr.dataset.severity, accepted: 'accepted' in tr.dataset, text: null };
    for (const key of FACETS) row[key] = tr.dataset[key];
    return row;
  }).sort((a, b) => a.tr.id.slice(1) - b.tr.id.slice(1));
  let groups = [], grouped = null;

  // --- the filters, the controls and the address hold the same ---------------------------------

  const boxes = Array.from(form.querySelectorAll('input[name=severity]'));
  const atFirst = boxes.filter((x) => x.defaultChecked).map((x) => x.value).join();
  const value = (name) => (form.elements[name] ? form.elements[name].value : '');

  function toAddress() {
    const params = new URLSearchParams();
    const severity = boxes.filter((x) => x.checked).map((x) => x.value).join();
    if (severity !== atFirst) params.set('severity', severity);
    for (const key of FACETS) if (value(key)) params.set(key, value(key).slice(1));
    if (value('accepted') && value('accepted') !== 'hide') params.set('accepted', value('accepted'));
    if (value('q').trim()) params.set('q', value('q').trim());
    if (value('group') !== 'file') params.set('group', value('group'));
    return '#' + params;
  }

  function fromAddress(hash, group) {
    const params = new URLSearchParams(hash.slice(1));
    const severity = (params.get('severity') ?? atFirst).split(',');
    for (const box of boxes) box.checked = severity.includes(box.value);
    const set = (name, wanted, otherwise) => {
      const select = form.elements[name];
      if (!select) return;
      select.value = wanted;
      if (select.selectedIndex < 0) select.value = otherwise;
    };
    for (const key of FACETS) set(key, params.has(key) ? '=' + params.get(key) : '', '');
    set('accepted', params.get('accepted') ?? 'hide', 'hide');
    set('group', params.get('group') ?? group ?? 'file', 'file');
    form.elements.q.value = params.get('q') ?? '';
  }

  function remember(replace) {
    const address = toAddress();
    if (address === (location.hash || '#')) return;
    try {
      history[replace ? 'replaceState' : 'pushState'](null, '', address);
    } catch {
      location.replace(address); // some programs that show pages keep no history
    }
  }

  // --- showing ---------------------------------------------------------------------------------

  const folded = (text) => text.normalize('NFKC').toLowerCase();

  function textOf(row) {
    if (row.text === null) {
      const shown = row.tr.querySelectorAll('.file,.at,.code,.message,.hint,.value,.reason,.by,.department,.owner');
      row.text = folded(Array.from(shown, (x) => x.textContent).join('\n'));
    }
    return row.text;
  }

  function wanted() {
    const severity = new Set(boxes.filter((x) => x.checked).map((x) => x.value));
    const facets = FACETS.filter(value).map((key) => [key, value(key).slice(1)]);
    const accepted = value('accepted') || 'hide';
    const terms = folded(value('q')).split(/\s+/).filter(Boolean);
    return (row) =>
      severity.has(row.severity) &&
      (accepted === 'show' || row.accepted === (accepted === 'only')) &&
      facets.every(([key, name]) => row[key] === name) &&
      terms.every((term) => textOf(row).includes(term));
  }

  function show() {
    regroup(value('group'));
    const fits = wanted();
    let shown = 0;
    for (const group of groups) {
      let count = 0;
      for (const row of group.rows) {
        const hidden = !fits(row);
        if (row.tr.hidden !== hidden) row.tr.hidden = hidden;
        count += !hidden;
      }
      group.body.hidden = !count;
      if (group.count) group.count.textContent = say('items', { n: count });
      shown += count;
    }
    $('count').textContent = say('shown', { shown, total: rows.length });
    $('view').textContent = summary();
    $('said').textContent = '';
    $('none').hidden = shown > 0;
    table.hidden = !shown;
    $('copy').disabled = !shown;
  }

  /** What is chosen, in words: it is printed above the list, too. */
  function summary() {
    const parts = boxes.every((x) => x.checked) ? [] : [checkedWords()];
    for (const key of [...FACETS, 'accepted']) {
      const select = form.elements[key];
      if (select && select.selectedIndex > 0) parts.push(`${labelOf(select)}: ${select.selectedOptions[0].text}`);
    }
    if (value('q').trim()) parts.push(`“${value('q').trim()}”`);
    return parts.filter(Boolean).join(' · ');
  }

  const checkedWords = () => boxes.filter((x) => x.checked).map((x) => say('severity.' + x.value)).join(' + ');
  const labelOf = (control) => form.querySelector(`label[for=${control.id}]`).textContent;
  const nameOf = (key, name) => name || say('nobody.' + key);

  function regroup(key) {
    if (grouped === key) return;
    grouped = key;
    const found = new Map();
    for (const row of rows) {
      const name = key === 'none' ? '' : row[key];
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(row);
    }
    // Files stay in their order; other groups are sorted, and nobody's come last.
    const names = [...found.keys()];
    if (key !== 'file') names.sort((a, b) => !a - !b || (a < b ? -1 : 1));
    groups = names.map((name) => newGroup(key, name, found.get(name)));
    for (const body of Array.from(table.tBodies)) body.remove();
    table.append(...groups.map((x) => x.body));
    table.dataset.group = key;
  }

  function newGroup(key, name, members) {
    const body = document.createElement('tbody');
    const group = { body, rows: members, count: null };
    if (key !== 'none') {
      const tr = body.insertRow(), th = document.createElement('th');
      tr.className = 'group';
      th.scope = 'rowgroup';
      th.colSpan = table.tHead.rows[0].cells.length;
      const link = key === 'file' ? members[0].tr.querySelector('.file a') : null;
      const title = link ? link.cloneNode(true) : document.createElement('bdi');
      if (!link) title.textContent = nameOf(key, name);
      group.count = document.createElement('span');
      group.count.className = 'items';
      th.append(title, ' ', group.count);
      tr.append(th);
    }
    for (const row of members) body.append(row.tr);
    return group;
  }

  // --- copying ---------------------------------------------------------------------------------

  function asText() {
    const departments = new Map();
    for (const row of groups.flatMap((x) => x.rows).filter((x) => !x.tr.hidden)) {
      if (!departments.has(row.department)) departments.set(row.department, new Map());
      const files = departments.get(row.department);
      if (!files.has(row.file)) files.set(row.file, []);
      files.get(row.file).push(row);
    }
    const lines = [];
    const hasNames = rows.some((x) => x.department);
    for (const [department, files] of [...departments].sort(([a], [b]) => !a - !b)) {
      const n = Array.from(files.values()).reduce((sum, x) => sum + x.length, 0);
      if (hasNames) lines.push(say('heading', { name: nameOf('department', department), n }), '');
      for (const [file, members] of files) {
        lines.push(nameOf('file', file), ...members.flatMap((x) => linesOf(x.tr)), '');
      }
    }
    return lines.join('\n').trim() + '\n';
  }

  function linesOf(tr) {
    const text = (selector) => (tr.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const mark = `[${[say('severity.' + tr.dataset.severity), text('.code')].join(' ')}]`;
    const lines = ['  ' + [text('.at'), text('.owner'), mark, text('.message')].filter(Boolean).join(' ')];
    if (text('.hint')) lines.push(`      → ${text('.hint')}`);
    if (text('.reason')) lines.push(`      ${say('accepted')}: ${text('.reason')} (${text('.by')})`);
    return lines;
  }

  async function copy() {
    const text = asText(), n = rows.filter((x) => !x.tr.hidden).length;
    try {
      await navigator.clipboard.writeText(text);
      $('said').textContent = say('copied', { n });
    } catch {
      byHand(text, n);
    }
  }

  /** Where the clipboard is closed to pages opened from a disk: the text, selected. */
  function byHand(text, n) {
    $('text')?.remove();
    const area = document.createElement('textarea');
    Object.assign(area, { id: 'text', value: text, readOnly: true, rows: 8 });
    area.setAttribute('aria-label', $('copy').textContent);
    form.append(area);
    area.select();
    const done = document.execCommand('copy');
    $('said').textContent = say(done ? 'copied' : 'press', { n });
    if (done) area.remove();
    else area.addEventListener('blur', () => area.remove());
  }

  // --- events ----------------------------------------------------------------------------------

  let waiting = 0;
  const changed = (replace) => {
    clearTimeout(waiting);
    show();
    remember(replace);
  };
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'q') return;
    clearTimeout(waiting);
    waiting = setTimeout(() => changed(true), 120);
  });
  form.addEventListener('change', (event) => event.target.name !== 'q' && changed(false));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    changed(true);
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    fromAddress('#');
    changed(false);
  });
  $('copy').addEventListener('click', copy);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    fromAddress(link.hash, value('group'));
    changed(false);
    $('findings').scrollIntoView();
    $('findings').focus({ preventScroll: true });
  });
  for (const name of ['hashchange', 'popstate']) {
    window.addEventListener(name, () => {
      fromAddress(location.hash);
      show();
    });
  }

  $('more').open = window.matchMedia('(min-width: 48rem)').matches;
  form.hidden = false;
  fromAddress(location.hash);
  show();
})();
