'use strict';
// What only a browser can do, for all pages: where the pointer is, how wide a panel is, which colors a reader wants. The server draws
// everything. Calls to a component go through its DotNetObjectReference; see Pointer in src/NeuralMemory.Web/Layout.
globalThis.viewer = (() => {
    const root = document.documentElement;
    const themeKey = 'neuralmemory-theme';
    const kept = store => { try { return store(); } catch { return null; } };

    function applyTheme() {
        const theme = kept(() => localStorage.getItem(themeKey));
        if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
        else delete root.dataset.theme;
    }

    function isDark() {
        return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    }

    function switchTheme() {
        const next = isDark() ? 'light' : 'dark';
        kept(() => localStorage.setItem(themeKey, next));
        root.dataset.theme = next;
    }

    // At most one call at a time, and of those that come meanwhile the latest alone: a slow server is never flooded.
    function latest(call) {
        let isBusy = false, next = null;
        async function go() {
            isBusy = true;
            while (next) {
                await new Promise(requestAnimationFrame);
                const args = next;
                next = null;
                try { await call(...args); } catch { /* the circuit has gone */ }
            }
            isBusy = false;
        }
        return (...args) => { next = args; if (!isBusy) go(); };
    }

    // Where a pointer is over an element, as fractions of its width and height, 0 to 1.
    function place(element, event) {
        const box = element.getBoundingClientRect();
        return [
            Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width))),
            Math.min(1, Math.max(0, (event.clientY - box.top) / Math.max(1, box.height))),
        ];
    }

    // Tells component.PointerMoved(x, y), component.PointerLeft() and, if it asks for it, component.Dragged(from, to): fractions.
    function watchPointer(element, component, hasDrag) {
        if (!element) return;
        const moved = latest((x, y) => component.invokeMethodAsync('PointerMoved', x, y));
        let isOver = false, from = null, band = null;
        element.addEventListener('pointermove', event => {
            isOver = true;
            const [x, y] = place(element, event);
            if (band) {
                band.style.left = `${100 * Math.min(from, x)}%`;
                band.style.width = `${100 * Math.abs(x - from)}%`;
            }
            moved(x, y);
        });
        element.addEventListener('pointerleave', () => {
            if (!isOver || from !== null) return;
            isOver = false;
            setTimeout(() => { if (!isOver) component.invokeMethodAsync('PointerLeft').catch(() => { }); }, 60);
        });
        if (!hasDrag) return;
        element.addEventListener('pointerdown', event => {
            if (event.button !== 0 || event.pointerType === 'touch') return;
            from = place(element, event)[0];
            band = element.appendChild(document.createElement('div'));
            band.className = 'drag-band';
            element.setPointerCapture(event.pointerId);
            event.preventDefault();
        });
        const end = event => {
            if (from === null) return;
            const start = from, stop = place(element, event)[0];
            band.remove();
            [from, band] = [null, null];
            if (event.type === 'pointerup' && Math.abs(stop - start) > 0.01)
                component.invokeMethodAsync('Dragged', Math.min(start, stop), Math.max(start, stop)).catch(() => { });
        };
        element.addEventListener('pointerup', end);
        element.addEventListener('pointercancel', end);
    }

    // Tells component.WidthChanged(pixels) now and whenever it changes.
    function watchWidth(element, component) {
        if (!element) return;
        let told = 0;
        const tell = latest(width => component.invokeMethodAsync('WidthChanged', width));
        new ResizeObserver(() => {
            const width = Math.round(element.clientWidth);
            if (width > 0 && width !== told) tell(told = width);
        }).observe(element);
    }

    // Saves text as a file.
    function save(name, type, text) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([text], { type }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    // The server draws the page live from now on.
    function live() {
        root.dataset.live = '';
    }

    function focusTitle() {
        const title = document.querySelector('h1');
        if (!title) return;
        title.tabIndex = -1;
        title.focus({ preventScroll: true });
    }

    applyTheme();
    document.addEventListener('click', event => {
        const action = event.target.closest?.('[data-action]')?.dataset.action;
        if (action === 'theme') switchTheme();
        if (action === 'reload') { event.preventDefault(); location.reload(); }
    });
    document.addEventListener('components-reconnect-state-changed', event => {
        // A server that forgot the page, as after a computer slept, is asked anew; but not again and again.
        const last = Number(kept(() => sessionStorage.getItem('neuralmemory-reload')) ?? 0);
        if (event.detail?.state === 'rejected' && Date.now() - last > 30000) {
            kept(() => sessionStorage.setItem('neuralmemory-reload', String(Date.now())));
            location.reload();
        }
    });
    return { latest, place, watchPointer, watchWidth, save, live, focusTitle };
})();
