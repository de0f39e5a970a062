// Draws the graphs of a page. Mermaid is large, so it is loaded only where there is something to draw.
(function () {
  'use strict';
  const colours = {
    light: {
      text: '#1d2733', line: '#6b7785', label: '#ffffff',
      trigger: ['#dbeafe', '#1766c2'], logic: ['#fdf0d3', '#a36a00'], action: ['#ffffff', '#7b8794'],
      ran: '#15803d', stopped: '#b45309', failed: '#c81e3a'
    },
    dark: {
      text: '#e6eaf0', line: '#8b97a6', label: '#1a2028',
      trigger: ['#17324f', '#5aa7f5'], logic: ['#3b2f14', '#e0ae4a'], action: ['#262e38', '#7d8998'],
      ran: '#4ade80', stopped: '#fbbf24', failed: '#fb7185'
    }
  };
  let number = 0;

  function styles(c) {
    const kinds = ['trigger', 'logic', 'action'].map(function (kind) {
      return 'classDef ' + kind + ' fill:' + c[kind][0] + ',stroke:' + c[kind][1] + ',color:' + c.text;
    });
    const marks = [['ran', c.ran], ['stopped', c.stopped], ['failed', c.failed], ['error', c.failed], ['warning', c.stopped]];
    return kinds.concat(marks.map(function (mark) {
      return 'classDef ' + mark[0] + ' stroke:' + mark[1] + ',stroke-width:3px';
    })).join('\n');
  }

  async function draw(graph) {
    const dark = document.documentElement.dataset.bsTheme === 'dark';
    const c = dark ? colours.dark : colours.light;
    const picture = graph.querySelector('.graph-picture');
    const failed = graph.querySelector('.graph-failed');
    try {
      const mermaid = (await import(graph.dataset.graph)).default;
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: 'strict',
        theme: 'base',
        fontFamily: getComputedStyle(document.body).fontFamily,
        maxTextSize: 500000,
        maxEdges: 5000,
        flowchart: { useMaxWidth: false, curve: 'basis', nodeSpacing: 32, rankSpacing: 48 },
        themeVariables: {
          darkMode: dark, fontSize: '14px', background: c.label, primaryColor: c.action[0], primaryTextColor: c.text,
          primaryBorderColor: c.action[1], lineColor: c.line, textColor: c.text, edgeLabelBackground: c.label
        }
      });
      const text = graph.querySelector('.graph-text').textContent;
      const drawn = await mermaid.render('graph-' + ++number, text + '\n' + styles(c));
      picture.innerHTML = drawn.svg; // Mermaid cleans what it draws (securityLevel strict)
      graph.dataset.drawn = 'true';
      failed.hidden = true;
    } catch (e) {
      console.error('The graph could not be drawn.', e);
      graph.dataset.drawn = 'failed';
      failed.hidden = false;
    }
  }

  // One after the other: Mermaid keeps its settings in one place.
  async function drawAll() {
    for (const graph of document.querySelectorAll('[data-graph]')) await draw(graph);
  }

  drawAll();
  document.addEventListener('theme', drawAll);
})();
