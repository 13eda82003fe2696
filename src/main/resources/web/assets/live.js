'use strict';
{
  // Live refresh: asks for the same page again and changes only what differs, so that focus, scroll position, selection,
  // ticks, typed text and opened details stay.

  // What belongs to the viewer or to a script, whatever the server sends.
  function kept(element, attribute) {
    return (attribute === 'open' && element.localName === 'details')
      || (attribute === 'hidden' && element.dataset.scripted !== undefined);
  }

  function selected(node) {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && selection.containsNode(node, true);
  }

  function key(node) {
    return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || '' : '';
  }

  function alike(node, fresh) {
    return node.nodeType === fresh.nodeType && node.nodeName === fresh.nodeName && key(node) === key(fresh);
  }

  function adopt(fresh) {
    const node = document.importNode(fresh, true);
    if (node.nodeName === 'TR') {
      node.classList.add('fresh');
    }
    return node;
  }

  function morphAttributes(element, fresh) {
    for (const { name, value } of fresh.attributes) {
      if (element.getAttribute(name) !== value && !kept(element, name)) {
        element.setAttribute(name, value);
      }
    }
    for (const { name } of [...element.attributes]) {
      if (!fresh.hasAttribute(name) && !kept(element, name)) {
        element.removeAttribute(name);
      }
    }
  }

  function morphChildren(element, fresh) {
    const wanted = new Set([...fresh.children].map(key));
    for (const child of [...element.children]) {
      if (key(child) && !wanted.has(key(child))) {
        child.remove();
      }
    }
    let place = element.firstChild;
    for (const next of fresh.childNodes) {
      let known = place;
      while (known && !alike(known, next)) {
        known = known.nextSibling;
      }
      if (!known) {
        element.insertBefore(adopt(next), place);
        continue;
      }
      if (known === place) {
        place = place.nextSibling;
      } else {
        element.insertBefore(known, place);
      }
      morph(known, next);
    }
    while (place) {
      const gone = place;
      place = place.nextSibling;
      gone.remove();
    }
  }

  function morph(node, fresh) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== fresh.data && !selected(node)) {
        node.data = fresh.data;
      }
    } else if (node.localName !== 'time' || node.dateTime !== fresh.dateTime) {
      morphAttributes(node, fresh);
      morphChildren(node, fresh);
    }
  }

  // What had the focus has it again, if it is still there: moving it took it away.
  function refocus(focused, container) {
    if (!focused || document.activeElement === focused) {
      return;
    }
    const twin = focused.isConnected ? focused : focused.id && document.getElementById(focused.id);
    container.setAttribute('tabindex', '-1');
    (twin || container).focus({ preventScroll: true });
  }

  function keepLive(live) {
    const PATIENCE_MS = 15000;
    const bar = document.querySelector('[data-live-bar]');
    const toggle = bar.querySelector('[data-live-toggle]');
    const state = bar.querySelector('[data-live-state]');
    const news = bar.querySelector('[data-live-news]');
    const seconds = live.dataset.live;
    let paused = false;
    let turn = 0;
    let asking = null;
    let answered = new Date();
    bar.hidden = !seconds;

    toggle.addEventListener('click', () => {
      paused = !paused;
      toggle.textContent = paused ? 'Resume' : 'Pause';
      bar.classList.remove('away');
      bar.classList.toggle('paused', paused);
      write(state, paused ? 'Paused' : 'Live');
      write(news, '');
      refresh();
    });

    // Readers say what changes, so it changes only when there is something new.
    function write(element, text) {
      if (element.textContent !== text) {
        element.textContent = text;
      }
    }

    function refresh() {
      if (!paused && !asking && !document.hidden && live.dataset.live) {
        ask(false);
      }
    }

    // The last one to ask is the one that is answered.
    async function ask(typed) {
      const mine = ++turn;
      if (asking) {
        asking.abort();
      }
      const request = new AbortController();
      asking = request;
      const patience = setTimeout(() => request.abort(), PATIENCE_MS);
      try {
        const answer = await fetch(location.href, {
          headers: { Accept: 'text/html' }, credentials: 'same-origin', signal: request.signal,
        });
        if (answer.redirected || answer.status === 401) {
          signedOut();
          return;
        }
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        if (mine === turn) {
          show(page.getElementById(live.id), typed);
        }
      } catch {
        if (mine === turn && !paused) {
          bar.classList.add('away');
          write(state, 'No answer since ' + answered.toLocaleTimeString(undefined, { hourCycle: 'h23' }) + ', trying again');
        }
      } finally {
        clearTimeout(patience);
        if (mine === turn) {
          asking = null;
        }
      }
    }

    function signedOut() {
      clearInterval(timer);
      bar.classList.add('paused');
      toggle.hidden = true;
      write(news, '');
      write(state, 'Stopped: you are signed out. Load the page again to sign in.');
    }

    function show(fresh, typed) {
      const focused = live.contains(document.activeElement) ? document.activeElement : null;
      morph(live, fresh);
      refocus(focused, live);
      live.dispatchEvent(new Event('refreshed', { bubbles: true }));
      answered = new Date();
      if (!paused) {
        bar.classList.remove('away');
        write(state, 'Live');
      }
      const added = live.querySelectorAll('tbody tr.fresh').length;
      if (typed) {
        live.querySelectorAll('.fresh').forEach((row) => row.classList.remove('fresh'));
        write(news, shown());
      } else if (added > 0) {
        write(news, added + ' new');
      }
      bar.hidden = !live.dataset.live;
    }

    function shown() {
      if (!document.querySelector('form[data-filter][role=search]')) {
        return '';
      }
      const rows = live.querySelectorAll('.list tbody tr').length;
      const more = live.querySelector('a[rel=next]');
      return rows > 0 ? rows + (more ? ' or more' : '') + ' shown' : more ? 'Nothing found yet' : 'Nothing matches';
    }

    // What is typed or chosen in the filter shows at once.
    document.addEventListener('filtered', () => ask(true));
    const timer = setInterval(refresh, (Number(seconds) || 5) * 1000);
    document.addEventListener('visibilitychange', refresh);
  }

  const live = document.getElementById('live');
  if (live && document.querySelector('[data-live-bar]')) {
    keepLive(live);
  }
}
