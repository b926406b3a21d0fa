'use strict';
(() => {
  // What is folded is printed too.
  const folds = [...document.querySelectorAll('details')];
  let shut = [];
  addEventListener('beforeprint', () => { shut = folds.filter(fold => !fold.open); shut.forEach(fold => { fold.open = true; }); });
  addEventListener('afterprint', () => shut.forEach(fold => { fold.open = false; }));
})();
