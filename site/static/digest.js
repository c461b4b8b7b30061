/** SHA-256, because pages on plain http have no crypto.subtle. */
(function (cbtool) {
  "use strict";

  const ROUNDS = [];
  const START = [];
  const WORD = 4294967296;

  /** The first 32 bits behind the point of the square and cube roots of the first primes. */
  for (let candidate = 2; ROUNDS.length < 64; candidate += 1) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor) {
      divisor += 1;
    }
    if (divisor * divisor > candidate) {
      if (START.length < 8) {
        START.push(fraction(Math.sqrt(candidate)));
      }
      ROUNDS.push(fraction(Math.cbrt(candidate)));
    }
  }

  function fraction(root) {
    return Math.floor((root - Math.floor(root)) * WORD) | 0;
  }

  function turned(word, count) {
    return (word >>> count) | (word << (32 - count));
  }

  /** The bytes with the mark of their end and their length in bits. */
  function padded(bytes) {
    const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    whole.set(bytes);
    whole[bytes.length] = 128;
    const view = new DataView(whole.buffer);
    view.setUint32(whole.length - 8, Math.floor((bytes.length * 8) / WORD));
    view.setUint32(whole.length - 4, (bytes.length * 8) % WORD);
    return view;
  }

  function schedule(view, offset) {
    const words = [];
    for (let place = 0; place < 16; place += 1) {
      words.push(view.getInt32(offset + 4 * place));
    }
    for (let place = 16; place < 64; place += 1) {
      const early = words[place - 15];
      const late = words[place - 2];
      const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words.push((words[place - 16] + first + words[place - 7] + second) | 0);
    }
    return words;
  }

  function mixed(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    words.forEach((word, place) => {
      const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const first = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[place] + word) | 0;
      const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    });
    return [a, b, c, d, e, f, g, h].map((word, place) => (word + state[place]) | 0);
  }

  /** The digest of the bytes in hexadecimal. */
  function sha256(bytes) {
    const view = padded(bytes);
    let state = START;
    for (let offset = 0; offset < view.byteLength; offset += 64) {
      state = mixed(state, schedule(view, offset));
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  cbtool.digest = { sha256 };
})((window.cbtool = window.cbtool || {}));
