'use strict';
(() => {
  // What is folded is printed too.
  const folds = [...document.querySelectorAll('details')];
  let shut = [];
  addEventListener('beforeprint', () => { shut = folds.filter(fold => !fold.open); shut.forEach(fold => { fold.open = true; }); });
  addEventListener('afterprint', () => shut.forEach(fold => { fold.open = false; }));

  const source = document.querySelector('script.episode'), stepper = document.querySelector('.stepper');
  if (!source || !stepper) return;
  const episode = JSON.parse(source.textContent), steps = episode.steps;
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const make = (name, kind, text) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  };
  const color = name => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  };
  const mix = (from, to, share) => from.map((value, i) => value + (to[i] - value) * share);
  const number = value => Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
  // A level stands for a number as the document says; what it is drawn as needs no number.
  const valueOf = (panel, level) => {
    const share = panel.curve === 'root' ? (level / 255) ** 2 : level / 255;
    return panel.low + share * (panel.high - panel.low);
  };
  const paint = (canvas, columns, rows, colorAt) => {
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext('2d'), image = context.createImageData(columns, rows);
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++)
        image.data.set([...colorAt(x, y).map(Math.round), 255], 4 * (y * columns + x));
    context.putImageData(image, 0, 0);
  };

  let step = 0, timer = null;
  const slider = stepper.querySelector('.step'), where = stepper.querySelector('.where'), play = stepper.querySelector('.play');
  const draws = [], moves = [];

  const addPanel = (home, panel) => {
    const figure = make('div', 'panel'), label = make('div', 'label'), readout = make('span', 'readout'), box = make('div', 'map');
    const canvas = make('canvas'), cursor = make('div', 'cursor');
    label.append(make('span', '', panel.name + (panel.row_name && !panel.row_labels ? ' (' + panel.row_name + ' down)' : '')), readout);
    box.append(canvas, cursor);
    figure.append(label, box);
    home.append(figure);
    const rows = panel.rows;
    canvas.style.height = Math.min(190, Math.max(14, rows * (rows > 40 ? 2 : rows > 12 ? 5 : 9))) + 'px';
    const levels = panel.levels ? bytes(panel.levels) : null, shown = panel.shown ? bytes(panel.shown) : null;
    const wrong = panel.wrong ? bytes(panel.wrong) : null, words = panel.words || [];
    const signed = panel.curve === 'signed';
    draws.push(() => {
      const paper = color('paper'), heat = color('heat'), accent = color('accent'), warm = color('series-1'), faint = color('line');
      paint(canvas, steps, rows, (x, y) => {
        const at = x * rows + y;
        if (!levels)
          return panel.numbers[x] >= 0 ? mix(paper, heat, 0.2 + 0.8 * (panel.numbers[x] % 16) / 15) : paper;
        if (shown && !shown[at]) return mix(paper, faint, 0.5);
        if (wrong && wrong[at]) return accent;
        const share = levels[at] / 255;
        return signed ? mix(paper, share > 0.5 ? heat : warm, Math.abs(2 * share - 1)) : mix(paper, heat, share);
      });
    });
    moves.push(() => {
      cursor.style.left = 100 * step / steps + '%';
      cursor.style.width = 100 / steps + '%';
      if (!levels) {
        const symbol = panel.numbers[step];
        readout.textContent = symbol >= 0 ? words[symbol] || String(symbol) : '';
        return;
      }
      const here = [...levels.subarray(step * rows, (step + 1) * rows)];
      const names = panel.row_labels || [];
      if (rows > 6) {
        const most = here.reduce((best, level, row) => level > here[best] ? row : best, 0);
        readout.textContent = panel.kind === 'weights' || panel.kind === 'slots'
          ? 'most: ' + most * (panel.group || 1) + ', ' + number(valueOf(panel, here[most])) : '';
      } else {
        readout.textContent = here.map((level, row) => (names[row] ? names[row] + ': ' : '') + number(valueOf(panel, level))).join(', ');
      }
    });
    box.addEventListener('click', event => go(Math.floor(steps * event.offsetX / box.clientWidth)));
  };

  const addMemory = memory => {
    const home = stepper.querySelector('.memory'), label = make('div', 'label'), readout = make('span', 'readout'), canvas = make('canvas');
    const name = 'memory: ' + memory.rows + (memory.group > 1 ? ' groups of ' + memory.group + ' slots' : ' slots') + ' across, ' + memory.columns + ' numbers down';
    label.append(make('span', '', name + ', from ' + number(memory.low) + ' to ' + number(memory.high)), readout);
    home.className = 'memory panel';
    home.append(label, canvas);
    canvas.style.height = Math.min(220, Math.max(60, memory.columns * 7)) + 'px';
    const levels = bytes(memory.levels), size = memory.rows * memory.columns, signed = memory.low < 0;
    const draw = () => {
      let frame = 0;
      memory.steps.forEach((at, i) => { if (at <= step + episode.first) frame = i; });
      const paper = color('paper'), heat = color('heat'), warm = color('series-1');
      readout.textContent = 'after step ' + memory.steps[frame];
      paint(canvas, memory.rows, memory.columns, (x, y) => {
        const share = levels[frame * size + x * memory.columns + y] / 255;
        return signed ? mix(paper, share > 0.5 ? heat : warm, Math.abs(2 * share - 1)) : mix(paper, heat, share);
      });
    };
    draws.push(draw);
    moves.push(draw);
  };

  const go = to => {
    step = Math.max(0, Math.min(steps - 1, to));
    slider.value = step;
    const phase = episode.phases[episode.phase_of[step]];
    where.textContent = 'step ' + (episode.first + step) + ' of ' + (episode.first + steps - 1) + (phase ? ': ' + phase : '');
    moves.forEach(move => move());
  };
  const pause = () => { clearInterval(timer); timer = null; play.textContent = '▶'; };
  const start = () => {
    if (step === steps - 1) go(0);
    play.textContent = '⏸';
    timer = setInterval(() => step === steps - 1 ? pause() : go(step + 1), 250);
  };

  if (episode.memory) addMemory(episode.memory);
  episode.sections.forEach(section => {
    if (section.title) stepper.querySelector('.sections').append(make('h3', '', section.title));
    const home = make('div', 'panels');
    stepper.querySelector('.sections').append(home);
    section.panels.forEach(panel => addPanel(home, panel));
  });
  slider.max = steps - 1;
  slider.addEventListener('input', () => { pause(); go(Number(slider.value)); });
  play.addEventListener('click', () => timer ? pause() : start());
  stepper.tabIndex = 0;
  stepper.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -steps, End: steps }[event.key];
    if (by) { event.preventDefault(); pause(); go(step + by); }
    if (event.key === ' ' && event.target !== play) { event.preventDefault(); play.click(); }
  });
  const redraw = () => draws.forEach(draw => draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  stepper.hidden = false;
  document.querySelector('.whole').open = false;
  redraw();
  // In the middle more has happened than at the first step.
  go(Math.floor(steps / 2));
})();
