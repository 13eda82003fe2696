'use strict';
{
  // Filters: what is typed or chosen shows at once and is in the address, where blank fields stay out.
  const TYPING_MS = 250;

  // Days are meant in the viewer's zone.
  function nameZone(form) {
    const zone = form.querySelector('[data-zone]');
    const days = ['from', 'to'].some((name) => form.elements[name] && form.elements[name].value);
    if (zone) {
      zone.value = days ? zone.value || Intl.DateTimeFormat().resolvedOptions().timeZone : '';
    }
  }

  function address(form) {
    nameZone(form);
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    return new URL(form.action).pathname + (query.size > 0 ? '?' + query : '');
  }

  // On a phone only the search is there at first, unless more is filled in.
  for (const button of document.querySelectorAll('.unfold')) {
    const more = [...button.form.querySelectorAll('.field:not(.search) :is(input, select)')];
    const unfold = (open) => button.setAttribute('aria-expanded', String(open));
    unfold(more.some((field) => field.value));
    button.addEventListener('click', () => unfold(button.getAttribute('aria-expanded') !== 'true'));
  }

  for (const form of document.querySelectorAll('form[data-filter]')) {
    let pause = null;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(pause);
      location.assign(address(form));
    });
    form.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        history.replaceState(null, '', address(form));
        const clear = form.querySelector('[data-clear]');
        if (clear) {
          clear.hidden = location.search === '';
        }
        document.dispatchEvent(new Event('filtered'));
      }, TYPING_MS);
    });
  }
}
