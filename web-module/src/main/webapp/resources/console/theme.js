// Light or dark, before anything is painted: what was chosen here, else what the system says.
(function () {
  'use strict';
  const key = 'misp-workflows.theme';
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem(key);
    } catch (e) {
      return null; // storage is blocked: the system decides
    }
  }

  function apply() {
    const theme = chosen() || (system.matches ? 'dark' : 'light');
    if (root.dataset.bsTheme === theme) return;
    root.dataset.bsTheme = theme;
    document.dispatchEvent(new CustomEvent('theme'));
  }

  function toggle() {
    const wanted = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    try {
      // Who chooses what the system has anyway follows the system from then on.
      if ((wanted === 'dark') === system.matches) localStorage.removeItem(key);
      else localStorage.setItem(key, wanted);
    } catch (e) {
      root.dataset.bsTheme = wanted;
      document.dispatchEvent(new CustomEvent('theme'));
      return;
    }
    apply();
  }

  apply();
  system.addEventListener('change', apply);
  window.addEventListener('storage', apply);
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-theme-toggle]')) toggle();
  });
})();
