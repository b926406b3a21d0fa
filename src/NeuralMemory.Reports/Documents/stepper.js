'use strict';
(() => {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const number = value => Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const make = (name, kind, text) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  };
  const draw = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const paint = (canvas, columns, rows, colorAt) => {
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext('2d'), image = context.createImageData(columns, rows);
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++)
        image.data.set(colorAt(x, y), 4 * (y * columns + x));
    context.putImageData(image, 0, 0);
  };

  // The numbers of a document, as its form says: a level is a byte.
  const read = episode => {
    const panels = episode.sections.flatMap(section => section.panels.map(panel => ({
      ...panel, section: section.title, levels: panel.levels && bytes(panel.levels),
      shown: panel.shown && bytes(panel.shown), wrong: panel.wrong && bytes(panel.wrong),
    })));
    const memory = episode.memory, steps = episode.steps;
    const valueOf = (panel, level) =>
      panel.low + (panel.curve === 'root' ? (level / 255) ** 2 : level / 255) * (panel.high - panel.low);
    if (memory) {
      memory.levels = bytes(memory.levels);
      memory.before = memory.before && bytes(memory.before);
      memory.left = memory.left && bytes(memory.left);
      // Who wrote each row after each step; -1 for nobody.
      let now = new Int32Array(memory.rows).fill(-1);
      memory.after = memory.writers && memory.writers.map(changes => {
        now = now.slice();
        for (let i = 0; i < changes.length; i += 2) now[changes[i]] = changes[i + 1];
        return now;
      });
    }
    const amounts = bytes(episode.amounts), signed = bytes(episode.signed), colors = bytes(episode.step_colors);
    const ink = (inks, level) => inks.subarray(4 * Math.round(level / 255 * 128), 4 * Math.round(level / 255 * 128) + 4);
    const colorOf = step => {
      const shades = colors.length / 3, last = Math.max(1, episode.first + steps - 1);
      return colors.subarray(3 * Math.round(clamp(step / last, 0, 1) * (shades - 1))).subarray(0, 3);
    };
    const wordsOf = (panel, row) => panel.row_labels ? panel.row_labels[row]
      : panel.group > 1 ? panel.row_name + 's ' + row * panel.group + ' to ' + ((row + 1) * panel.group - 1)
      : panel.row_name ? panel.row_name + ' ' + row : panel.rows > 1 ? 'row ' + row : '';
    const writerOf = (panel, step, row) => {
      if (panel.row_name === 'seen step') return row;
      const at = episode.reads_after_writing ? step : step - 1;
      return panel.row_name === 'slot' && memory && memory.after && at >= 0 ? memory.after[at][row] : -1;
    };
    // What was looked at when an answer was given, the heaviest first.
    const origins = step => episode.heads.filter(head => !head.writes).flatMap(head => {
      const panel = panels[head.panel], here = panel.levels.subarray(step * panel.rows, (step + 1) * panel.rows);
      return [...here].map((level, row) => ({ head, panel, row, weight: valueOf(panel, level) }))
        .filter(each => each.weight >= 0.05).sort((one, other) => other.weight - one.weight).slice(0, 3)
        .map(each => ({ ...each, words: wordsOf(panel, each.row), writer: writerOf(panel, step, each.row) }));
    });
    const describe = (index, step, row) => {
      const panel = panels[index], at = step * panel.rows + row, parts = [(panel.section ? panel.section + ', ' : '') + panel.name];
      if (panel.numbers) {
        const symbol = panel.numbers[step];
        parts.push(symbol < 0 ? 'nothing' : panel.words ? panel.words[symbol] : String(symbol));
        if (panel.wrong && panel.wrong[step]) parts.push('wrong');
      } else {
        const words = wordsOf(panel, row);
        if (words) parts.push(words);
        parts.push(panel.shown && !panel.shown[at] ? 'not asked' : number(valueOf(panel, panel.levels[at])));
        if (panel.wrong && panel.wrong[at]) parts.push('wrong');
      }
      return parts.join(': ');
    };
    return { episode, panels, memory, steps, first: episode.first, amounts, signed, ink, colorOf, origins, describe };
  };

  const setUp = (stepper, alone) => {
    const part = name => stepper.querySelector(name);
    const data = read(JSON.parse(part('script.episode').textContent)), { panels, memory, steps, first } = data;
    const slider = part('.step'), where = part('.where'), play = part('.play'), readout = part('.readout'), stage = part('.stage');
    const rows = part('.rows'), cursor = part('.rows-cursor'), over = part('.rows-over'), list = part('.origins'), side = part('.side');
    const cell = Number(rows.dataset.cell), left = Number(rows.dataset.left), marks = draw('g', { class: 'marks' });
    let step = 0, timer = null, from = null, byWriter = Boolean(memory && memory.after), dragging = false;
    over.append(marks);

    const canvases = {};
    const drawMemory = () => {
      if (!memory) return;
      let frame = -1;
      memory.steps.forEach((at, i) => { if (at <= step + first) frame = i; });
      const size = memory.rows * memory.columns, begin = frame < 0 && !memory.before;
      const levels = frame < 0 ? memory.before || memory.levels : memory.levels.subarray(frame * size, (frame + 1) * size);
      part('.memory-name').textContent = begin ? 'memory after step ' + memory.steps[0]
        : frame < 0 ? 'memory before step 0' : 'memory after step ' + memory.steps[frame];
      const after = byWriter && memory.after[step];
      paint(canvases.memory, memory.columns, memory.rows, (x, y) => {
        const level = levels[y * memory.columns + x];
        if (!byWriter) return data.ink(data.signed, level);
        // Of which little is left is as good as written by nobody.
        const here = after[y] < 0 ? 0 : Math.min(1, memory.left[step * memory.rows + y] / 128);
        return here < 0.1 ? [128, 136, 148, 24]
          : [...data.colorOf(after[y]), 255 * here * (0.12 + 0.88 * Math.sqrt(Math.abs(2 * level / 255 - 1)))];
      });
      for (const [name, writes] of [['write', true], ['read', false]]) {
        const heads = data.episode.heads.filter(head => head.writes === writes && panels[head.panel].rows === memory.rows);
        if (heads.length === 0) continue;
        paint(canvases[name], heads.length, memory.rows, (x, y) =>
          data.ink(data.amounts, panels[heads[x].panel].levels[step * memory.rows + y]));
      }
    };
    const addMemory = () => {
      const home = part('.memory'), high = clamp(Math.floor(390 / memory.rows), 2, 16) * memory.rows;
      for (const name of ['write', 'memory', 'read']) {
        const box = make('div', 'memory-part of-' + name), canvas = canvases[name] = make('canvas');
        canvas.style.height = high + 'px';
        canvas.setAttribute('aria-label', name === 'memory' ? 'memory: slots down, numbers across' : 'where the ' + name + ' heads are');
        canvas.setAttribute('role', 'img');
        box.append(canvas, make('span', 'faint', name === 'memory' ? memory.slots + ' slots × ' + memory.columns : name));
        home.append(box);
        canvas.addEventListener('pointermove', event => {
          const y = clamp(Math.floor(memory.rows * event.offsetY / canvas.clientHeight), 0, memory.rows - 1);
          const writer = memory.after ? memory.after[step][y] : -1;
          say((memory.group > 1 ? 'slots ' + y * memory.group + ' to ' + ((y + 1) * memory.group - 1) : 'slot ' + y)
            + (writer >= 0 ? ', written in step ' + writer + ', ' + Math.round(memory.left[step * memory.rows + y] / 2.55) + ' % left'
              : memory.after ? ', written by no step' : ''));
        });
        canvas.addEventListener('click', event => {
          const writer = memory.after ? memory.after[step][Math.floor(memory.rows * event.offsetY / canvas.clientHeight)] : -1;
          if (writer >= first) jump(writer - first);
        });
      }
      const key = part('.key canvas');
      const [low, high_] = stepper.querySelectorAll('.key .faint');
      const drawKey = () => {
        paint(key, 129, 1, x => byWriter ? [...data.colorOf(x / 128 * (first + steps - 1)), 255] : data.ink(data.signed, x / 128 * 255));
        low.textContent = byWriter ? 'written in step 0' : number(memory.low);
        high_.textContent = byWriter ? String(first + steps - 1) : number(memory.high);
      };
      stepper.querySelectorAll('.by button').forEach(button => button.addEventListener('click', () => {
        byWriter = button.value === 'writer';
        choose();
      }));
      const choose = () => {
        stepper.querySelectorAll('.by button').forEach(button =>
          button.setAttribute('aria-pressed', String(byWriter === (button.value === 'writer'))));
        drawKey();
        drawMemory();
      };
      if (!memory.after) part('.by').hidden = true;
      choose();
    };

    // From what was read back to the step that wrote it: a line between the two cells, where both are seen.
    const cellOf = (index, at, row) => {
      const box = stage.querySelector('[data-panel="' + index + '"]'), place = box.getBoundingClientRect();
      if (place.height === 0) return null;
      const base = over.getBoundingClientRect(), panel = panels[index];
      return [left + (at + 0.5) * cell, place.top - base.top + place.height * (row + 0.5) / panel.rows];
    };
    const drawOrigins = () => {
      marks.replaceChildren();
      list.replaceChildren();
      const found = data.origins(step), writers = data.episode.heads.filter(head => head.writes);
      if (found.length === 0) list.append(make('p', 'note', 'Nothing was looked at in this step by more than a twentieth of a head.'));
      for (const each of found) {
        const item = make('li'), writer = each.writer - first, known = each.writer >= first;
        item.append(make('span', 'weight', each.weight.toFixed(2)), make('span', '', each.head.name + ' at '
          + (each.panel.row_labels ? '\u201c' + each.words + '\u201d' : each.words)));
        if (known && each.panel.row_name === 'slot') {
          const button = make('button', 'back-to', 'written in step ' + each.writer);
          button.type = 'button';
          button.dataset.step = each.writer;
          button.style.borderLeftColor = 'rgb(' + data.colorOf(each.writer).join(' ') + ')';
          button.addEventListener('click', () => jump(writer));
          item.append(button);
          const read = cellOf(each.head.panel, step, each.row);
          const written = writers.length > 0 ? cellOf(writers[0].panel, writer, each.row) : null;
          if (read && written && each.weight >= 0.2) {
            const bend = Math.max(20, Math.abs(read[0] - written[0]) / 2);
            marks.append(draw('path', {
              d: `M${written[0]} ${written[1]}C${written[0] + bend} ${written[1]} ${read[0] - bend} ${read[1]} ${read[0]} ${read[1]}`,
              'stroke-opacity': 0.25 + 0.6 * each.weight,
            }), draw('circle', { cx: written[0], cy: written[1], r: 4 }), draw('circle', { cx: read[0], cy: read[1], r: 4 }));
          }
        }
        list.append(item);
      }
      if (from !== null) {
        const back = make('button', 'back', '← back to step ' + (from + first));
        back.type = 'button';
        back.addEventListener('click', () => { const to = from; from = null; go(to); });
        list.append(back);
      }
    };

    // Of a long episode the part that is seen has a frame in the whole above.
    const small = part('.overview-step'), per = small ? Number(small.dataset.per) : 0;
    const frame = () => {
      if (!small) return;
      const strip = part('.overview-window'), height = Number(strip.getAttribute('height')) + 1;
      const end = small.parentNode.viewBox.baseVal.width;
      const from_ = (first + rows.scrollLeft / cell) * per, to = Math.min(end, from_ + (rows.clientWidth - left) / cell * per);
      strip.setAttribute('x', from_);
      strip.setAttribute('width', to - from_);
      part('.overview-outside').setAttribute('d', `M0 0H${from_}V${height}H0zM${to} 0H${end}V${height}H${to}z`);
    };
    const say = text => { readout.textContent = text; };
    const tell = () => {
      const name = alone ? '' : 'episode=' + stepper.id + '&';
      // Where a browser refuses this for files, the page does without.
      try { history.replaceState(null, '', '#' + name + 'step=' + (step + first)); } catch { return; }
    };
    const show = to => {
      step = clamp(to, 0, steps - 1);
      slider.value = step;
      const phase = data.episode.phases[data.episode.phase_of[step]];
      where.textContent = 'step ' + (first + step) + ' of ' + (first + steps - 1) + (phase ? ': ' + phase : '');
      slider.setAttribute('aria-valuetext', where.textContent);
      const x = left + step * cell;
      cursor.setAttribute('x', x - 0.5);
      if (x - rows.scrollLeft > rows.clientWidth - 2 * cell || x - rows.scrollLeft < left + cell)
        rows.scrollLeft = x - (rows.clientWidth + left) / 2;
      drawMemory();
      drawOrigins();
      if (small) small.setAttribute('x', (step + first) * per);
      frame();
    };
    const go = to => { show(to); tell(); };
    const jump = to => { pause(); from = step; go(to); };
    const pause = () => { clearInterval(timer); timer = null; play.textContent = '▶'; play.setAttribute('aria-label', 'play'); };
    const start = () => {
      if (step === steps - 1) go(0);
      play.textContent = '❚❚';
      play.setAttribute('aria-label', 'pause');
      timer = setInterval(() => step === steps - 1 ? pause() : go(step + 1), 250);
    };
    const placeOf = event => {
      const box = event.target.closest && event.target.closest('[data-columns]');
      if (!box || !stage.contains(box)) return null;
      const place = box.getBoundingClientRect(), count = Number(box.dataset.columns);
      const panel = box.dataset.panel === undefined ? null : panels[box.dataset.panel];
      return {
        box, panel: panel && Number(box.dataset.panel),
        step: clamp(Math.floor(count * (event.clientX - place.left) / place.width) - (box.dataset.overview ? first : 0), 0, steps - 1),
        row: panel ? clamp(Math.floor(box.dataset.rows * (event.clientY - place.top) / place.height / panel.group), 0, panel.rows - 1) : 0,
      };
    };
    const take = to => { pause(); from = null; go(to); };
    stage.addEventListener('pointermove', event => {
      const place = placeOf(event);
      if (!place) return;
      if (dragging && event.buttons) take(place.step);
      if (place.panel !== null) say('step ' + (place.step + first) + ': ' + data.describe(place.panel, place.step, place.row));
    });
    stage.addEventListener('pointerdown', event => {
      const place = event.pointerType !== 'touch' && event.button === 0 && placeOf(event);
      if (!place) return;
      dragging = true;
      take(place.step);
    });
    addEventListener('pointerup', () => { dragging = false; });
    stage.addEventListener('click', event => {
      const place = placeOf(event);
      if (!place) return;
      take(place.step);
      if (place.panel !== null) say('step ' + (place.step + first) + ': ' + data.describe(place.panel, place.step, place.row));
    });
    stepper.addEventListener('toggle', () => drawOrigins(), true);
    slider.max = steps - 1;
    slider.addEventListener('input', () => take(Number(slider.value)));
    play.addEventListener('click', () => timer ? pause() : start());
    part('.controls').hidden = false;
    readout.hidden = false;
    side.hidden = false;
    if (memory) addMemory();
    else part('.memory-all').hidden = true;
    rows.addEventListener('scroll', frame);
    addEventListener('resize', () => { drawOrigins(); frame(); });
    const key = name => {
      if (name === ' ') return play.click();
      if (name === 'b' && from !== null) { const to = from; from = null; return go(to); }
      if (name === 'w') { const to = list.querySelector('.back-to'); return to && to.click(); }
      take(name === 'Home' ? 0 : name === 'End' ? steps - 1 : step + (name === 'ArrowLeft' ? -1 : 1));
    };
    return { stepper, id: stepper.id, first, steps, show: to => { pause(); from = null; show(to); }, key, step: () => step };
  };

  const all = [...document.querySelectorAll('.stepper')];
  if (all.length === 0) return;
  const shown = all.map(stepper => setUp(stepper, all.length === 1));
  let current = shown[0];
  shown.forEach(each => {
    each.stepper.addEventListener('pointerdown', () => { current = each; });
    each.stepper.addEventListener('focusin', () => { current = each; });
    // In the middle more has happened than at the first step.
    each.show(Math.floor(each.steps / 2));
  });
  const isSeen = each => {
    const place = each.stepper.getBoundingClientRect();
    return place.bottom > 80 && place.top < innerHeight - 80;
  };
  addEventListener('keydown', event => {
    const name = event.target.tagName || '';
    if (event.ctrlKey || event.metaKey || event.altKey || !['ArrowLeft', 'ArrowRight', 'Home', 'End', ' ', 'w', 'b'].includes(event.key)
      || (name === 'INPUT' && event.key !== ' ' && event.target.type !== 'radio') || name === 'SELECT' || name === 'TEXTAREA'
      || (event.key === ' ' && ['BUTTON', 'SUMMARY', 'A'].includes(name))) return;
    const each = isSeen(current) ? current : shown.find(isSeen);
    if (!each) return;
    event.preventDefault();
    each.key(event.key);
  });
  const follow = () => {
    const asked = new URLSearchParams(location.hash.slice(1)), step = asked.get('step');
    const each = asked.has('episode') ? shown.find(other => other.id === asked.get('episode')) : shown[0];
    if (!each || step === null || !/^\d+$/.test(step)) return;
    current = each;
    each.show(Number(step) - each.first);
    each.stepper.scrollIntoView();
  };
  addEventListener('hashchange', follow);
  follow();
})();
