'use strict';
// What the memory page alone needs of a browser; viewer.js is loaded before. The step that is looked at lives here: the frame around it and
// the numbers beside the scrubber move at once, and the server is told of one step at a time, the latest.
globalThis.memoryPage = (() => {
    const typing = 'input:not([type=range]),select,textarea,[contenteditable]';
    const pressing = 'button,a,summary,label,[role=button]';
    const stepsASecond = 8;

    // The frame stands around a step, and rows that are wider than their room are scrolled to it.
    function place(rows, at) {
        const sensor = rows.querySelector('rect[data-panel][data-first]'), cursor = rows.querySelector('.rows-cursor');
        const names = rows.querySelector('.rows-names');
        if (!sensor || !cursor) return;
        const cell = sensor.width.baseVal.value / sensor.dataset.columns, left = names ? names.width.baseVal.value : 0;
        const column = at - sensor.dataset.first, x = left + column * cell;
        cursor.setAttribute('x', x - 0.5);
        cursor.setAttribute('width', cell + 1);
        cursor.style.visibility = column >= 0 && column < sensor.dataset.columns ? '' : 'hidden';
        const room = rows.clientWidth;
        if (rows.scrollWidth > room + 4 && (x - rows.scrollLeft < left || x + cell - rows.scrollLeft > room))
            rows.scrollLeft = x - left - (room - left) / 2;
    }

    function start(root, page) {
        const off = new AbortController(), on = (target, name, act, more) => target.addEventListener(name, act, { signal: off.signal, ...more });
        const find = selector => root.querySelector(selector), all = selector => root.querySelectorAll(selector);
        const call = (name, ...args) => page.invokeMethodAsync(name, ...args).catch(() => null);
        const steps = () => Number(root.dataset.steps || 1);
        let at = Number(root.dataset.at || 0), told = at, isBusy = false, frame = 0, address = 0, play = 0;

        const tip = document.body.appendChild(document.createElement('output'));
        tip.className = 'memory-tip';
        tip.hidden = true;

        // The frame of rows, the scrubber, and what says where it is.
        function show() {
            const range = find('.scrubber'), field = find('.step-field');
            if (range) range.value = at;
            if (field && field !== document.activeElement) field.value = at;
            for (const rows of all('.rows')) place(rows, at);
            const mark = find('.overview-step'), strip = find('[data-overview]');
            if (mark && strip) mark.setAttribute('x', strip.width.baseVal.value * at / steps());
        }

        function go(step, isFromServer) {
            at = Math.max(0, Math.min(steps() - 1, Math.round(step)));
            root.dataset.at = at;
            show();
            if (isFromServer) told = at;
            else if (!frame) { tell(); frame = requestAnimationFrame(() => { frame = 0; tell(); }); }
            clearTimeout(address);
            address = setTimeout(keep, 250);
        }

        async function tell() {
            if (isBusy || told === at) return;
            isBusy = true;
            told = at;
            await call('StepAsync', at);
            isBusy = false;
            if (told !== at && !frame) frame = requestAnimationFrame(() => { frame = 0; tell(); });
        }

        // The address bar has the step too, without a new place in the history for each.
        function keep() {
            const [page, query = ''] = location.href.split('#')[0].split('?');
            if (!page.endsWith('/memory')) return;
            const rest = query.split('&').filter(part => part && !part.startsWith('at='));
            history.replaceState(history.state, '', `${page}?${[...rest, `at=${at}`].join('&')}`);
        }

        function pause() {
            clearInterval(play);
            play = 0;
            const button = find('.play');
            button?.setAttribute('aria-pressed', 'false');
            button?.setAttribute('aria-label', 'play');
        }

        function toggle() {
            if (play) { pause(); return; }
            if (at === steps() - 1) go(0);
            const button = find('.play');
            button?.setAttribute('aria-pressed', 'true');
            button?.setAttribute('aria-label', 'pause');
            play = setInterval(() => { if (at >= steps() - 1) pause(); else if (!isBusy) go(at + 1); }, 1000 / stepsASecond);
        }

        // Which cell of which panel is under the pointer.
        function cellOf(sensor, event) {
            const box = sensor.getBoundingClientRect(), columns = Number(sensor.dataset.columns || 1), rows = Number(sensor.dataset.rows || 1);
            const within = (value, low, size, count) => Math.max(0, Math.min(count - 1, Math.floor((value - low) / Math.max(1, size) * count)));
            return {
                pane: Number(sensor.closest('[data-pane]')?.dataset.pane ?? 0), panel: sensor.dataset.panel + (sensor.dataset.stage ? ':' + sensor.dataset.stage : ''),
                column: Number(sensor.dataset.first || 0) + within(event.clientX, box.left, box.width, columns),
                row: within(event.clientY, box.top, box.height, rows), isRows: !!sensor.closest('.rows'),
            };
        }

        const sensorOf = event => event.target.closest?.('[data-panel]');
        let isHovering = false, hovered = null, pressed = null;

        async function hover(cell, x, y) {
            hovered = [cell, x, y];
            if (isHovering) return;
            isHovering = true;
            while (hovered) {
                const [c, left, top] = hovered;
                hovered = null;
                const text = await call('HoverAsync', c.pane, c.panel, c.row, c.column);
                tip.hidden = !text;
                tip.textContent = text ?? '';
                const width = tip.offsetWidth, isRight = left + 16 + width > document.documentElement.clientWidth;
                tip.style.left = `${Math.max(4, isRight ? left - 12 - width : left + 14)}px`;
                tip.style.top = `${Math.max(4, top + 18 + tip.offsetHeight > innerHeight ? top - 12 - tip.offsetHeight : top + 16)}px`;
            }
            isHovering = false;
        }

        const leave = () => { hovered = null; tip.hidden = true; };

        on(root, 'pointerdown', event => {
            const sensor = sensorOf(event);
            if (!sensor || event.button !== 0) return;
            pressed = { sensor, cell: cellOf(sensor, event), x: event.clientX, y: event.clientY, isDrag: false };
        });
        on(root, 'pointermove', event => {
            if (pressed && event.pointerType !== 'touch' && pressed.cell.isRows && root.dataset.tool !== 'change') {
                pressed.isDrag ||= Math.abs(event.clientX - pressed.x) > 4;
                if (pressed.isDrag) { pause(); leave(); go(cellOf(pressed.sensor, event).column); return; }
            }
            const sensor = sensorOf(event);
            if (sensor) hover(cellOf(sensor, event), event.clientX, event.clientY);
            else leave();
        });
        on(root, 'pointerleave', leave);
        on(globalThis, 'pointercancel', () => { pressed = null; leave(); });
        on(globalThis, 'scroll', leave, { passive: true, capture: true });
        on(globalThis, 'pointerup', event => {
            const was = pressed;
            pressed = null;
            if (!was || was.isDrag || Math.hypot(event.clientX - was.x, event.clientY - was.y) > 6) return;
            pause();
            if (was.cell.isRows && root.dataset.tool !== 'change') go(was.cell.column);
            call('PressAsync', was.cell.pane, was.cell.panel, was.cell.row, was.cell.column);
        });
        on(root, 'click', event => {
            const link = event.target.closest?.('[data-step]');
            if (link && Number(link.dataset.step) >= 0) { event.preventDefault(); pause(); go(Number(link.dataset.step)); return; }
            if (event.target.closest?.('.play')) toggle();
            const by = event.target.closest?.('[data-by]');
            if (by) { pause(); go(at + Number(by.dataset.by)); }
            const overview = event.target.closest?.('[data-overview]');
            if (overview) { pause(); go(cellOf(overview, event).column); }
        });
        on(root, 'toggle', event => {
            const title = event.target.matches('.rows-part') && event.target.querySelector('summary')?.textContent;
            if (title) call('Fold', title, !event.target.open);
        }, { capture: true });
        on(root, 'input', event => {
            if (event.target.matches('.scrubber')) { pause(); go(Number(event.target.value)); }
        });
        on(root, 'change', event => {
            if (event.target.matches('.step-field')) { pause(); go(Number(event.target.value)); }
        });
        on(document, 'keydown', event => {
            const target = event.target;
            if (event.ctrlKey || event.metaKey || event.altKey || target.closest?.(typing) || document.querySelector('dialog[open]')) return;
            const isScrubber = target.matches?.('.scrubber');
            const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -steps(), End: steps() }[event.key];
            if (by) {
                event.preventDefault();
                pause();
                go(at + by * (event.shiftKey && Math.abs(by) === 1 ? 10 : 1));
                return;
            }
            if (target.closest?.('[data-step]') && event.key === 'Enter') {
                event.preventDefault();
                pause();
                go(Number(target.closest('[data-step]').dataset.step));
                return;
            }
            if (event.key === 'Escape') { pause(); leave(); call('ForgetAsync'); return; }
            if (target.closest?.(pressing) && !isScrubber) return;
            if (event.key === ' ') { event.preventDefault(); toggle(); }
            else if (event.key === 'Enter') { event.preventDefault(); pause(); call('AskAsync'); }
            else if (event.key === 'c') call('SwitchColorsAsync');
        });

        // Rows and pictures get the room that there is.
        let room = [0, 0];
        const watch = new ResizeObserver(() => {
            const pane = find('.pane')?.clientWidth ?? 0, isBeside = find('.panes-1') && matchMedia('(min-width:1100px)').matches;
            show();
            const widths = [pane * (isBeside ? 0.62 : 1), find('.moment')?.clientWidth ?? pane].map(Math.round);
            if (widths[0] > 0 && widths.some((width, i) => Math.abs(width - room[i]) > 8)) call('RoomAsync', ...(room = widths));
        });
        const watchRows = () => { for (const part of all('.pane:first-child,.pane:first-child>.moment')) watch.observe(part); };
        watchRows();
        show();
        return {
            // The server has drawn anew.
            drawn: step => { watchRows(); if (step !== null && step !== at && !isBusy && told === at) go(step, true); else show(); },
            go: step => { pause(); go(step); },
            focus: selector => find(selector)?.focus(),
            copy: text => navigator.clipboard?.writeText(text).catch(() => { }),
            stop: () => { pause(); off.abort(); watch.disconnect(); clearTimeout(address); tip.remove(); },
        };
    }

    // A page is written for a wide window, and may not be connected yet.
    document.addEventListener('DOMContentLoaded', () => {
        const page = document.querySelector('.memory-page');
        for (const rows of page?.querySelectorAll('.rows') ?? []) place(rows, Number(page.dataset.at || 0));
    });

    return { start };
})();
