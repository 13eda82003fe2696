'use strict';

// Times in the viewer's zone; the server's text, in UTC, stays as the hint.
function localTimes(root) {
  const year = new Date().getFullYear();
  for (const element of root.querySelectorAll('time[datetime]')) {
    const at = new Date(element.dateTime);
    if (!Number.isNaN(at.getTime())) {
      element.textContent = new Intl.DateTimeFormat(undefined, {
        year: at.getFullYear() === year ? undefined : 'numeric',
        month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
      }).format(at);
    }
  }
}

// Filters: days are meant in the viewer's zone, and blank fields stay out of the address.
function nameZone(form) {
  const zone = form.querySelector('[data-zone]');
  const days = ['from', 'to'].some((name) => form.elements[name] && form.elements[name].value);
  if (zone) {
    zone.value = days ? zone.value || Intl.DateTimeFormat().resolvedOptions().timeZone : '';
  }
}

function filterAddress(form) {
  nameZone(form);
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  return new URL(form.action).pathname + (query.size > 0 ? '?' + query : '');
}

for (const form of document.querySelectorAll('form[data-filter]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.assign(filterAddress(form));
  });
}

// Live refresh: asks for the same page again and changes only what differs, so that focus, scroll position and
// selection stay. "delivered" holds each part as the server sent it, before its times were localised.
const delivered = new WeakMap();

function keyed(container) {
  return [...container.children].filter((child) => child.dataset.key !== undefined);
}

function nested(element) {
  return [...element.querySelectorAll('[data-keyed]')];
}

function remember(container) {
  for (const child of keyed(container)) {
    delivered.set(child, child.outerHTML);
    nested(child).forEach(remember);
  }
}

function adopt(fresh) {
  const element = document.importNode(fresh, true);
  delivered.set(element, fresh.outerHTML);
  nested(element).forEach(remember);
  localTimes(element);
  offerCopies(element);
  return element;
}

function replace(old, fresh) {
  const element = adopt(fresh);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  for (const details of old.querySelectorAll('details[id]')) {
    const twin = element.querySelector('#' + CSS.escape(details.id));
    if (twin) {
      twin.open = details.open;
    }
  }
  old.replaceWith(element);
  if (focused) {
    const tag = focused.tagName.toLowerCase();
    const twin = focused.id
      ? element.querySelector('#' + CSS.escape(focused.id))
      : element.querySelectorAll(tag)[[...old.querySelectorAll(tag)].indexOf(focused)];
    if (twin) {
      twin.focus({ preventScroll: true });
    }
  }
}

function selecting(element) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && selection.containsNode(element, true);
}

// Returns how many entries are new.
function reconcile(container, freshContainer) {
  let added = 0;
  const old = new Map(keyed(container).map((child) => [child.dataset.key, child]));
  let place = keyed(container)[0] || null;
  for (const fresh of keyed(freshContainer)) {
    const known = old.get(fresh.dataset.key);
    old.delete(fresh.dataset.key);
    if (!known) {
      const element = adopt(fresh);
      element.classList.add('fresh');
      container.insertBefore(element, place);
      added += 1;
      continue;
    }
    if (place === known) {
      place = known.nextElementSibling;
    } else {
      container.insertBefore(known, place);
    }
    const parts = nested(known);
    const freshParts = nested(fresh);
    if (parts.length > 0 && parts.length === freshParts.length) {
      parts.forEach((part, index) => { added += reconcile(part, freshParts[index]); });
    } else if (delivered.get(known) !== fresh.outerHTML && !selecting(known)) {
      replace(known, fresh);
    }
  }
  old.forEach((gone) => gone.remove());
  return added;
}

function keepLive(live) {
  const bar = document.querySelector('[data-live-bar]');
  const toggle = bar.querySelector('[data-live-toggle]');
  const news = bar.querySelector('[data-live-news]');
  const seconds = live.dataset.live;
  let paused = false;
  let turn = 0;
  let asking = null;
  bar.hidden = !seconds;

  toggle.addEventListener('click', () => {
    paused = !paused;
    toggle.textContent = paused ? 'Resume' : 'Pause';
    bar.querySelector('[data-live-state]').textContent = paused ? 'Paused' : 'Live';
    bar.classList.toggle('paused', paused);
    say('');
    refresh();
  });

  function say(text) {
    if (news.textContent !== text) {
      news.textContent = text;
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
    asking = new AbortController();
    try {
      const answer = await fetch(location.href, {
        headers: { Accept: 'text/html' }, credentials: 'same-origin', signal: asking.signal,
      });
      if (answer.redirected || answer.status === 401) {
        clearInterval(timer);
        bar.classList.add('paused');
        bar.querySelector('[data-live-state]').textContent = 'Stopped';
        toggle.hidden = true;
        say('Signed out. Load the page again to sign in.');
        return;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (mine === turn) {
        show(page.getElementById(live.id), typed);
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        bar.classList.add('away');
        say('The server does not answer; trying again.');
      }
    } finally {
      if (mine === turn) {
        asking = null;
      }
    }
  }

  function show(fresh, typed) {
    const added = reconcile(live, fresh);
    bar.classList.remove('away');
    if (typed) {
      live.querySelectorAll('.fresh').forEach((row) => row.classList.remove('fresh'));
      say(shown());
    } else if (added > 0 && live.querySelector('tbody')) {
      say(added === 1 ? '1 new' : added + ' new');
    } else if (news.textContent.startsWith('The server')) {
      say('');
    }
    if (fresh.dataset.live) {
      live.dataset.live = fresh.dataset.live;
    } else {
      delete live.dataset.live;
    }
    bar.hidden = !live.dataset.live;
  }

  function shown() {
    const rows = live.querySelectorAll('.list tbody tr').length;
    return rows === 0 ? 'Nothing matches' : rows + (live.querySelector('a[rel=next]') ? ' or more' : '') + ' shown';
  }

  // What is typed or chosen in the filter shows at once, and is in the address.
  const filter = document.querySelector('form[data-filter]');
  let pause = null;
  if (filter) {
    const typed = () => {
      history.replaceState(null, '', filterAddress(filter));
      const clear = filter.querySelector('[data-clear]');
      if (clear) {
        clear.hidden = location.search === '';
      }
      ask(true);
    };
    filter.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(typed, 250);
    });
    filter.addEventListener('submit', () => clearTimeout(pause));
  }

  const timer = setInterval(refresh, (Number(seconds) || 5) * 1000);
  document.addEventListener('visibilitychange', refresh);
}

// Copying: a browser that does not allow it gets the text selected instead.
function copyFrom(button) {
  const source = document.getElementById(button.dataset.copy);
  const done = () => {
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  };
  const select = () => {
    document.getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  };
  if (navigator.clipboard) {
    navigator.clipboard.writeText(source.textContent).then(done, select);
  } else {
    select();
  }
}

function offerCopies(root) {
  for (const button of root.querySelectorAll('[data-copy]')) {
    button.hidden = false;
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    copyFrom(button);
  }
});
offerCopies(document);

const live = document.getElementById('live');
if (live && document.querySelector('[data-live-bar]')) {
  remember(live);
  keepLive(live);
}
localTimes(document);
