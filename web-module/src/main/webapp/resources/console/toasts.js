// What runs tell the person who started them: asked for at each page and every 20 seconds, shown as toasts until they are
// dismissed. All text is set as text. A page that is hidden, or that nobody has touched for a while, doesn't ask: else its
// session would never end.
(function () {
  'use strict';
  const place = document.getElementById('toasts');
  if (!place) return;
  const every = 20000;
  const patience = 10 * 60000;
  const atOnce = 5;
  const alerts = place.querySelector('[role=alert]');
  const others = place.querySelector('[role=status]');
  const all = place.querySelector('[data-dismiss-all]');
  const dismissed = new Set();
  let waiting = [];
  let touched = Date.now();
  let asked = 0;
  let ended = false;

  function ask() {
    if (ended || document.hidden || Date.now() - touched > patience) return;
    asked = Date.now();
    fetch(place.dataset.url + '?size=100', { headers: { Accept: 'application/json' }, cache: 'no-store' }).then(function (answer) {
      ended = answer.status === 401; // the next click leads to the login
      return answer.ok ? answer.json() : null;
    }).then(function (page) {
      if (!page) return;
      waiting = page.items;
      show();
    }).catch(function () {
      // The server is away; the next round asks again.
    });
  }

  // --- Showing ----------------------------------------------------------------------------------------------------
  function show() {
    const left = waiting.filter(function (item) { return !dismissed.has(item.id); });
    const shown = left.slice(0, atOnce);
    place.querySelectorAll('.toast').forEach(function (toast) {
      if (!shown.some(function (item) { return String(item.id) === toast.dataset.toast; })) toast.remove();
    });
    fill(alerts, shown.filter(function (item) { return item.variant !== 'info'; }));
    fill(others, shown.filter(function (item) { return item.variant === 'info'; }));
    all.hidden = left.length < 2;
    all.textContent = place.dataset.all.replace('{0}', left.length);
  }

  // What is there already stays as it is: it keeps the focus, and isn't read out again.
  function fill(region, items) {
    let next = region.firstElementChild;
    items.forEach(function (item) {
      if (next && next.dataset.toast === String(item.id)) next = next.nextElementSibling;
      else region.insertBefore(toast(item), next);
    });
  }

  function element(name, styles, text) {
    const made = document.createElement(name);
    made.className = styles;
    if (text) made.textContent = text;
    return made;
  }

  function toast(item) {
    const made = element('div', 'toast show toast-' + item.variant);
    made.dataset.toast = item.id;
    const head = element('div', 'toast-header');
    head.append(element('span', 'tag severity-' + (item.variant === 'danger' ? 'error' : item.variant), place.dataset[item.variant]));
    head.append(element('strong', '', item.header || item.workflowName), time(item.createdAt));
    const close = element('button', 'btn-close');
    close.type = 'button';
    close.setAttribute('aria-label', place.dataset.close);
    close.addEventListener('click', function () { dismiss([item.id], '/' + item.id); });
    head.append(close);
    made.append(head);
    if (item.body) made.append(element('div', 'toast-body', item.body));
    made.append(from(item));
    return made;
  }

  function two(number) {
    return String(number).padStart(2, '0');
  }

  function time(iso) {
    const when = new Date(iso);
    const date = when.getFullYear() + '-' + two(when.getMonth() + 1) + '-' + two(when.getDate());
    const hour = two(when.getHours()) + ':' + two(when.getMinutes());
    const today = when.toDateString() === new Date().toDateString();
    const made = element('time', '', today ? hour : date);
    made.dateTime = iso;
    made.title = date + ' ' + hour;
    return made;
  }

  function from(item) {
    const made = element('div', 'toast-from');
    if (item.header) made.append(item.workflowName, item.run ? ', ' : '');
    if (!item.run) return made;
    const link = element('a', '', place.dataset.run.replace('{0}', item.run));
    link.href = 'run.xhtml?id=' + item.run;
    made.append(link);
    return made;
  }

  // --- Dismissing -------------------------------------------------------------------------------------------------
  function dismiss(ids, path) {
    const focused = place.contains(document.activeElement);
    ids.forEach(function (id) { dismissed.add(id); });
    show();
    if (focused) (place.querySelector('.btn-close') || document.getElementById('content')).focus({ preventScroll: true });
    fetch(place.dataset.url + path, { method: 'DELETE', headers: { 'X-CSRF-Token': place.dataset.csrf } }).then(function (answer) {
      if (!answer.ok && answer.status !== 404) back(ids); // 404: dismissed in another window
    }).catch(function () { back(ids); });
  }

  // It wasn't done: the next round shows them again.
  function back(ids) {
    ids.forEach(function (id) { dismissed.delete(id); });
  }

  all.addEventListener('click', function () {
    const ids = waiting.map(function (item) { return item.id; });
    dismiss(ids, '?upTo=' + Math.max.apply(null, ids));
  });

  ['pointerdown', 'keydown', 'wheel'].forEach(function (type) {
    document.addEventListener(type, function () {
      touched = Date.now();
      if (touched - asked > every) ask();
    }, { passive: true });
  });

  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && Date.now() - asked > every) ask();
  });

  setInterval(ask, every);
  ask();
})();
