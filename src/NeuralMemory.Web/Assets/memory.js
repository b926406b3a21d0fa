'use strict';
// What the memory page alone needs of a browser; viewer.js is loaded before.
