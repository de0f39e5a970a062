// What the pages do in the browser. Markup says what it wants by data-attributes; there are no inline scripts, so that the
// content security policy can forbid them. A command is a hidden button of the page's form that Faces knows; it is sent by
// Ajax with the row that it is for (`subject`) and the wanted state (`on`).
(function () {
  'use strict';
  const list = 'list notices';
  const searchDelay = 250;
  const noticeTime = 15000;

  // --- Commands ---------------------------------------------------------------------------------------------------
  function send(command, params, render) {
    const source = document.getElementById(command);
    const focused = document.activeElement && document.activeElement.id;
    faces.ajax.request(source, null, {
      execute: render === 'outcome' ? '@form' : '@this', // toggles and filters fill in nothing
      render: render || list,
      params: Object.assign({ 'jakarta.faces.behavior.event': 'action' }, params),
      onevent: function (data) {
        if (data.status === 'begin') busy(true);
        if (data.status === 'complete') busy(false);
        if (data.status === 'success') shown(data, focused, render);
      },
      onerror: function (error) {
        busy(false);
        say(error.status === 'httpError' && !error.responseCode ? 'offline' : 'failed');
      }
    });
  }

  function shown(data, focused, render) {
    if (data.responseXML && data.responseXML.querySelector('redirect')) return;
    unguard = false;
    // The element that had the focus was replaced by one of the same id.
    const again = focused && document.getElementById(focused);
    if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
    if (render && render.indexOf('outcome') >= 0) document.getElementById('outcome').scrollIntoView({ block: 'nearest' });
    selected();
    expire();
  }

  function busy(yes) {
    const line = document.getElementById('progress');
    if (line) line.hidden = !yes;
  }

  document.addEventListener('change', function (event) {
    const toggle = event.target.closest('input[data-command]');
    if (!toggle) return;
    send(toggle.dataset.command, { subject: toggle.dataset.subject, on: toggle.checked }, toggle.dataset.render);
  });

  document.addEventListener('click', function (event) {
    const button = event.target.closest('button[data-command]');
    if (!button) return;
    const subject = button.dataset.selected ? selection().join(',') : button.dataset.subject || '';
    const onDetail = !document.getElementById('list');
    const render = button.dataset.render || (onDetail ? 'facts notices' : list);
    unguard = button.dataset.command === 'save';
    send(button.dataset.command, { subject: subject, on: button.dataset.on === 'true' }, render);
  });

  // --- Filters: their state lives in the address ------------------------------------------------------------------
  let waiting = 0;

  function filter(control) {
    const url = new URL(location.href);
    const before = url.searchParams.get(control.dataset.filter) || '';
    if (before === control.value) return;
    if (control.value) url.searchParams.set(control.dataset.filter, control.value);
    else url.searchParams.delete(control.dataset.filter);
    url.searchParams.delete('page');
    history.replaceState(null, '', url);
    const form = document.getElementById('page');
    form.setAttribute('action', form.getAttribute('action').split('?')[0] + url.search);
    send('refresh', {});
  }

  ['keyup', 'search'].forEach(function (type) {
    document.addEventListener(type, function (event) {
      const control = event.target.closest && event.target.closest('input[data-filter]');
      if (!control) return;
      clearTimeout(waiting);
      waiting = setTimeout(filter, type === 'search' ? 0 : searchDelay, control);
    });
  });

  document.addEventListener('change', function (event) {
    if (event.target.matches('select[data-filter]')) filter(event.target);
  });

  document.addEventListener('keydown', function (event) {
    // A list searches while one types, and the editor has buttons: nothing is sent by accident.
    if (event.key === 'Enter' && event.target.matches && event.target.matches('#page input')) event.preventDefault();
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || '');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector('input[type=search]');
    if (!box) return;
    event.preventDefault();
    box.focus();
  });

  // --- Selected rows ----------------------------------------------------------------------------------------------
  function boxes() {
    return Array.from(document.querySelectorAll('input[data-select]'));
  }

  function selection() {
    return boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.dataset.select; });
  }

  function selected() {
    const bar = document.querySelector('[data-mass]');
    if (!bar) return;
    const count = selection().length;
    bar.querySelector('[data-selected-count]').textContent = count;
    bar.querySelectorAll('button').forEach(function (button) { button.disabled = count === 0; });
    boxes().forEach(function (box) { box.closest('tr').classList.toggle('selected', box.checked); });
    const all = document.querySelector('[data-select-all]');
    all.checked = count > 0 && count === boxes().length;
    all.indeterminate = count > 0 && !all.checked;
  }

  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-select-all]')) boxes().forEach(function (box) { box.checked = event.target.checked; });
    if (event.target.matches('[data-select-all], [data-select]')) selected();
  });

  // --- Notices ----------------------------------------------------------------------------------------------------
  function expire() {
    document.querySelectorAll('[data-notice="true"]').forEach(function (notice) {
      notice.dataset.notice = 'counting';
      setTimeout(function gone() {
        // Nobody loses an Undo that he is about to press.
        if (notice.matches(':hover, :focus-within')) setTimeout(gone, 3000);
        else notice.remove();
      }, noticeTime);
    });
  }

  function say(what) {
    const texts = document.getElementById('notice-texts');
    const notice = document.createElement('div');
    notice.className = 'notice notice-trouble';
    notice.dataset.notice = 'true';
    notice.textContent = texts ? texts.dataset[what] : '';
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'btn-close';
    close.dataset.dismiss = 'notice';
    close.setAttribute('aria-label', texts ? texts.dataset.close : '');
    notice.append(close);
    const place = document.getElementById('notices');
    if (place) place.append(notice);
    expire();
  }

  // --- Menus and dialogs ------------------------------------------------------------------------------------------
  document.addEventListener('click', function (event) {
    const opener = event.target.closest('[data-dialog]');
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    if (event.target.closest('[data-dismiss=dialog]')) event.target.closest('dialog').close();
    if (event.target.closest('[data-dismiss=notice]')) event.target.closest('.notice').remove();
    document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  });

  // --- Editing ----------------------------------------------------------------------------------------------------
  let changed = false;
  let unguard = false;

  document.addEventListener('input', function (event) {
    if (event.target.closest('[data-guard]')) {
      changed = true;
      unguard = false;
    }
  });

  window.addEventListener('beforeunload', function (event) {
    if (changed && !unguard) event.preventDefault();
  });

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-go-to]');
    if (!button) return;
    const area = document.getElementById(button.dataset.goTo);
    const place = /line (\d+), column (\d+)/.exec(document.querySelector('[data-position]').textContent);
    if (!place) return;
    const lines = area.value.split('\n');
    const line = Math.min(Number(place[1]), lines.length);
    let at = Number(place[2]) - 1;
    for (let i = 0; i < line - 1; i++) at += lines[i].length + 1;
    area.focus();
    area.setSelectionRange(at, at + 1);
    area.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(area).lineHeight));
  });

  // A page that the browser kept shows old states: it is loaded anew.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) location.reload();
  });

  selected();
  expire();
})();
