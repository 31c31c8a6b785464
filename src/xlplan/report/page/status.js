'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const words = JSON.parse($('words').textContent);
  const form = $('filters');
  const tasks = Array.from(document.querySelectorAll('#chart tbody tr'), (tr) => ({
    tr,
    id: tr.id.slice(2),
    dept: tr.dataset.dept,
    up: tr.dataset.up ? tr.dataset.up.split(' ') : [],
    level: Number(tr.dataset.level),
    critical: 'critical' in tr.dataset,
    open: 'open' in tr.dataset,
    summary: 'summary' in tr.dataset,
  }));
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const lists = Array.from(document.querySelectorAll('.filtered'), (box) => ({
    none: box.querySelector('.none'),
    rows: Array.from(box.querySelectorAll('tbody tr')),
    risks: box.querySelector('#risk-list') !== null,
  }));
  let risk = '';

  // --- the controls and the address hold the same ------------------------------------------------

  const value = (name) => (form.elements[name] ? form.elements[name].value : '');
  const checked = (name) => Boolean(form.elements[name] && form.elements[name].checked);

  function toAddress() {
    const params = new URLSearchParams();
    if (value('dept')) params.set('dept', value('dept').slice(1));
    if (value('level')) params.set('level', value('level'));
    for (const name of ['critical', 'open']) if (checked(name)) params.set(name, '1');
    if (form.elements.base && !checked('base')) params.set('base', '0');
    if (risk) params.set('risk', risk);
    return params.size ? '#' + params : '';
  }

  function fromAddress() {
    const params = new URLSearchParams(location.hash.slice(1));
    const choose = (name, wanted) => {
      const select = form.elements[name];
      select.value = wanted;
      if (select.selectedIndex < 0) select.value = '';
    };
    choose('dept', params.has('dept') ? '=' + params.get('dept') : '');
    choose('level', params.get('level') ?? '');
    for (const name of ['critical', 'open']) form.elements[name].checked = params.get(name) === '1';
    if (form.elements.base) form.elements.base.checked = params.get('base') !== '0';
    risk = Array.from(document.querySelectorAll('#map button:enabled')).some((x) => x.dataset.cell === params.get('risk'))
      ? params.get('risk')
      : '';
  }

  function remember() {
    try {
      history.replaceState(null, '', toAddress() || location.pathname + location.search);
    } catch {
      // Some programs that show pages keep no history; the filters work all the same.
    }
  }

  // --- showing -----------------------------------------------------------------------------------

  function show() {
    const dept = value('dept');
    const level = Number(value('level')) || Infinity;
    const shown = new Set();
    for (const task of tasks) {
      const fits =
        (!dept || task.dept === dept.slice(1)) &&
        (!checked('critical') || task.critical) &&
        (!checked('open') || task.open);
      // A summary is there for what is shown below it, or for itself where nothing is filtered.
      if (fits && (!task.summary || !(dept || checked('critical') || checked('open')))) {
        shown.add(task.id);
        for (const id of task.up) shown.add(id);
      }
    }
    let count = 0;
    for (const task of tasks) {
      const visible = shown.has(task.id) && task.level <= level;
      task.tr.hidden = !visible;
      count += visible;
    }
    if ($('chart')) {
      $('chart').classList.toggle('no-base', Boolean(form.elements.base) && !checked('base'));
      $('chart-none').hidden = count > 0;
      $('count').value = words.shown.replace('{n}', count).replace('{all}', tasks.length);
    }
    for (const list of lists) {
      let left = 0;
      for (const tr of list.rows) {
        const visible =
          (!dept || tr.dataset.dept === dept.slice(1)) && (!list.risks || !risk || tr.dataset.cell === risk);
        tr.hidden = !visible;
        left += visible;
      }
      list.none.hidden = left > 0;
    }
    for (const button of document.querySelectorAll('#map button')) {
      button.setAttribute('aria-pressed', String(button.dataset.cell === risk));
    }
    if ($('all-risks')) $('all-risks').hidden = !risk;
  }

  function changed() {
    show();
    remember();
  }

  // --- tasks in the chart ------------------------------------------------------------------------

  const tip = $('tip');

  function point(tr, event) {
    const dl = tr.querySelector('dl');
    if (!dl || tr.querySelector('details').open) return leave();
    const head = document.createElement('strong');
    head.textContent = tr.querySelector('summary').textContent;
    tip.replaceChildren(head, dl.cloneNode(true));
    tip.hidden = false;
    const size = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 16, innerWidth - size.width - 8);
    const below = event.clientY + 18 + size.height < innerHeight;
    tip.style.left = Math.max(left, 8) + 'px';
    tip.style.top = Math.max(below ? event.clientY + 18 : event.clientY - size.height - 12, 8) + 'px';
  }

  function leave() {
    if (tip) tip.hidden = true;
  }

  function goTo(id) {
    const task = byId.get(id);
    if (!task) return;
    if (task.tr.hidden) {
      form.reset();
      risk = '';
      changed();
    }
    for (const old of document.querySelectorAll('#chart tr.found')) old.classList.remove('found');
    task.tr.classList.add('found');
    task.tr.querySelector('details').open = true;
    task.tr.scrollIntoView({ block: 'center' });
    task.tr.querySelector('summary').focus({ preventScroll: true });
  }

  if (tip) {
    for (const { tr } of tasks) {
      tr.addEventListener('mousemove', (event) => point(tr, event));
      tr.addEventListener('mouseleave', leave);
      tr.querySelector('details').addEventListener('toggle', leave);
      tr.lastElementChild.addEventListener('click', () => {
        const details = tr.querySelector('details');
        details.open = !details.open;
      });
    }
    addEventListener('scroll', leave, { passive: true });
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    if (link.classList.contains('go')) return goTo(link.hash.slice(3));
    const part = $(link.hash.slice(1));
    if (part) {
      part.scrollIntoView();
      part.querySelector('h2').focus({ preventScroll: true });
    }
  });

  // --- the rest ----------------------------------------------------------------------------------

  if ($('map')) {
    $('map').addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      risk = risk === button.dataset.cell ? '' : button.dataset.cell;
      changed();
    });
    $('all-risks').addEventListener('click', () => {
      risk = '';
      changed();
    });
  }
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    risk = '';
    setTimeout(changed);
  });
  $('print').addEventListener('click', () => print());
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#t-')) return goTo(location.hash.slice(3));
    fromAddress();
    show();
  });
  form.hidden = false;
  const first = location.hash;
  fromAddress();
  show();
  if (first.startsWith('#t-')) goTo(first.slice(3));
})();
