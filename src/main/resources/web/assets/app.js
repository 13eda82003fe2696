'use strict';
{
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

  // What works by a script alone is hidden until there is one.
  function offer(root) {
    for (const element of root.querySelectorAll('[data-scripted]')) {
      element.hidden = false;
    }
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

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (button) {
      copyFrom(button);
    }
  });

  // A part of the page that was refreshed tells so.
  document.addEventListener('refreshed', (event) => {
    localTimes(event.target);
    offer(event.target);
  });

  localTimes(document);
  offer(document);
}
