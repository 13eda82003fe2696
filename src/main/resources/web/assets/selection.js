'use strict';
{
  // Rows that are ticked, to be worked on together. The boxes belong to the form in the bar, so that it works without this
  // script as well; this one counts, and ticks all.
  function boxes() {
    return [...document.querySelectorAll('input[type=checkbox][name=ids]')];
  }

  function tell() {
    const bar = document.querySelector('[data-selection]');
    if (!bar) {
      return;
    }
    const all = boxes();
    const ticked = all.filter((box) => box.checked).length;
    const every = bar.querySelector('[data-select-all]');
    every.checked = ticked > 0 && ticked === all.length;
    every.indeterminate = ticked > 0 && ticked < all.length;
    bar.querySelector('button').disabled = ticked === 0;
    bar.classList.toggle('some', ticked > 0);
    const told = ticked === 0 ? '' : ticked + ' selected';
    const count = bar.querySelector('[data-selected]');
    if (count.textContent !== told) {
      count.textContent = told;
    }
    all.forEach((box) => box.closest('tr').classList.toggle('selected', box.checked));
  }

  document.addEventListener('change', (event) => {
    if (event.target.dataset.selectAll !== undefined) {
      boxes().forEach((box) => { box.checked = event.target.checked; });
      tell();
    } else if (event.target.name === 'ids') {
      tell();
    }
  });
  document.addEventListener('refreshed', tell);
  // Browsers tick again what was ticked before a reload.
  window.addEventListener('pageshow', tell);
}
